//! `billet`: the same core and the same library as the window, from a terminal and from scripts.
//!
//! Exit status: 0 done; 1 refused or failed, with one sentence on standard error; 2 wrong usage;
//! 3 `billet check` or `billet doctor` found something.

mod arguments;
mod backup;
mod blogs;
mod check;
mod comments;
mod doctor;
mod exchange;
mod failure;
mod fetching;
mod import_html;
mod input;
mod merging;
mod outbox;
mod output;
mod posts;
mod publish;
mod render;
mod review;
mod revisions;
mod search;
mod sending;
mod sentences;
mod settings;
mod sync;
mod typography;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use billet_core::Clock;
use billet_exchange::Form;
use billet_store::Library;
use billet_sync::{Office, Secrets};
use clap::Parser;
use jiff::Timestamp;

use crate::arguments::{
    Arguments, BlogsCommand, Command, CommentsCommand, ExportForm, OutboxCommand, PostsCommand,
};
use crate::failure::{Ended, Failure};

fn main() -> ExitCode {
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("BILLET_LOG")
                .unwrap_or_else(|_| "off".into()),
        )
        .with_writer(std::io::stderr)
        .init();
    let arguments = Arguments::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => return failed(&Failure::new(format!("Billet could not start: {error}."))),
    };
    match runtime.block_on(run(arguments)) {
        Ok(status) => status,
        Err(failure) => failed(&failure),
    }
}

fn failed(failure: &Failure) -> ExitCode {
    eprintln!("billet: {}", output::printable(&failure.to_string()));
    ExitCode::from(1)
}

async fn run(arguments: Arguments) -> Result<ExitCode, Failure> {
    // These need no library.
    match &arguments.command {
        Command::Render {
            input,
            policy,
            blocks,
            ..
        } => render::render(input, *policy, *blocks)?,
        Command::Check {
            input,
            https,
            json,
            fix,
        } => return check::check(input, *https, *json, *fix),
        Command::Typography {
            input,
            lang,
            write,
            json,
        } => typography::typography(input, *lang, *write, *json)?,
        Command::ImportHtml {
            input,
            paste,
            report,
        } => import_html::import_html(input, *paste, *report)?,
        // These look at the library's file themselves: opening it could change it.
        Command::Restore {
            from,
            revision: None,
        } => backup::restore(&folder(&arguments)?, from)?,
        Command::Doctor { json, fix } => return doctor::doctor(&folder(&arguments)?, *json, *fix),
        _ => in_library(arguments).await?,
    }
    Ok(ExitCode::SUCCESS)
}

async fn in_library(arguments: Arguments) -> Ended {
    let office = open(&arguments)?;
    match arguments.command {
        Command::Render { .. }
        | Command::ImportHtml { .. }
        | Command::Check { .. }
        | Command::Restore { revision: None, .. }
        | Command::Doctor { .. }
        | Command::Typography { .. } => Ok(()),
        Command::Revisions { post, json } => revisions::list(&office, post, json),
        Command::Restore {
            from,
            revision: Some(revision),
        } => revisions::restore(&office, &from, revision),
        Command::Backup { to, with_media } => backup::back_up(&office, &to, with_media),
        Command::Search {
            words,
            blog,
            tag,
            limit,
            json,
        } => {
            let wanted = search::Wanted {
                words,
                blog,
                tag,
                limit,
            };
            search::search(&office, &wanted, json)
        }
        Command::Import {
            path,
            blog,
            dry_run,
            json,
        } => exchange::import(&office, &path, blog.as_deref(), dry_run, json),
        Command::Export {
            dir,
            format,
            blog,
            json,
        } => {
            let form = match format {
                ExportForm::Markdown => Form::Markdown,
                ExportForm::Wxr => Form::Wordpress,
                ExportForm::Html => Form::Html,
                ExportForm::Archive => Form::Archive,
            };
            exchange::export(&office, &dir, form, blog.as_deref(), json)
        }
        Command::Review(wanted) => review::review(&office, wanted),
        Command::Blogs { command } => match command {
            BlogsCommand::Add { address, user } => blogs::add(&office, &address, &user).await,
            BlogsCommand::List { json } => blogs::list(&office, json),
            BlogsCommand::Check { blog } => blogs::check(&office, blog.as_deref()).await,
            BlogsCommand::Set { blog, markup } => blogs::set(&office, &blog, markup),
            BlogsCommand::Remove { blog } => blogs::remove(&office, &blog).await,
        },
        Command::Posts { command } => match command {
            PostsCommand::New { input } => posts::new(&office, &input),
            PostsCommand::Fetch { blog, whole, json } => {
                fetching::fetch(&office, blog.as_deref(), whole, json).await
            }
            PostsCommand::List { json } => posts::list(&office, json),
            PostsCommand::Show { id, json } => posts::show(&office, id, json),
            PostsCommand::Trash { id, everywhere } => posts::trash(&office, id, everywhere).await,
        },
        Command::Publish(wanted) => publish::publish(&office, wanted).await,
        Command::Sync { blog, json } => {
            let ended = sync::sync(&office, blog.as_deref(), json).await;
            backup::nightly(&office);
            ended
        }
        Command::Comments { command } => match command {
            CommentsCommand::List { status, blog, json } => {
                comments::list(&office, status, blog.as_deref(), json)
            }
            CommentsCommand::Deleted { blog, json } => {
                comments::deleted(&office, blog.as_deref(), json)
            }
            CommentsCommand::Edit {
                id,
                text,
                author,
                url,
            } => {
                let words = [text.as_deref(), author.as_deref(), url.as_deref()];
                comments::edit(&office, id, words).await
            }
            CommentsCommand::Reply { id } => comments::reply(&office, id).await,
            CommentsCommand::Approve { ids } => {
                comments::decide(&office, &ids, billet_core::Decision::Approve).await
            }
            CommentsCommand::Hold { ids } => {
                comments::decide(&office, &ids, billet_core::Decision::Hold).await
            }
            CommentsCommand::Spam { ids } => {
                comments::decide(&office, &ids, billet_core::Decision::Spam).await
            }
            CommentsCommand::Trash { ids } => {
                comments::decide(&office, &ids, billet_core::Decision::Trash).await
            }
        },
        Command::Outbox { command } => match command {
            OutboxCommand::List { json } => outbox::list(&office, json),
            OutboxCommand::Show { id, json, merged } => {
                outbox::show(&office, id, json, merged).await
            }
            OutboxCommand::Resolve(wanted) => merging::resolve(&office, &wanted).await,
        },
    }
}

fn folder(arguments: &Arguments) -> Result<PathBuf, Failure> {
    arguments
        .library
        .clone()
        .or_else(billet_store::default_folder)
        .ok_or_else(|| {
            Failure::new(
                "There is no folder for data here: name one with --library or BILLET_LIBRARY.",
            )
        })
}

fn open(arguments: &Arguments) -> Result<Arc<Office>, Failure> {
    let clock = Clock::new(Timestamp::now);
    let library = Library::open(&folder(arguments)?, clock.now())?;
    if let Some(setback) = library.setback() {
        eprintln!("billet: {}", doctor::setback(setback));
    }
    if let Some(newer) = library.newer() {
        eprintln!(
            "billet: This library was written by a newer Billet (its form is {}, this Billet knows \
             {}): it can be read, and nothing is changed.",
            newer.found, newer.known
        );
    }
    let secrets = match std::env::var("BILLET_SECRET") {
        Ok(secret) if !secret.is_empty() => Secrets::given(secret),
        _ => Secrets::of_system(),
    };
    Ok(Arc::new(Office::new(Arc::new(library), secrets, clock)?))
}
