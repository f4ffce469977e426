//! A page as a tree: html5ever's, in one list of nodes. Nothing here decides what is safe.

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{Attribute, ExpandedName, ParseOpts, QualName, parse_document};

use crate::depth::is_too_deep;

/// Where a node is in the list.
pub(crate) type Id = usize;

/// The root of every tree.
pub(crate) const ROOT: Id = 0;

#[derive(Debug)]
pub(crate) enum Data {
    Element(Element),
    Text(String),
    /// Comments, the root, what templates hold.
    Other,
}

#[derive(Debug)]
pub(crate) struct Element {
    /// In lower case, but for SVG's own names.
    pub name: String,
    /// It is one of SVG's.
    pub svg: bool,
    /// Names in lower case, each once.
    pub attributes: Vec<(String, String)>,
}

impl Element {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(n, _)| n == name);
        found.map(|(_, value)| value.as_str())
    }

    pub fn classes(&self) -> impl Iterator<Item = &str> {
        self.attribute("class")
            .unwrap_or_default()
            .split_ascii_whitespace()
    }

    pub fn set(&mut self, name: &str, value: String) {
        match self.attributes.iter_mut().find(|(n, _)| n == name) {
            Some((_, old)) => *old = value,
            None => self.attributes.push((name.to_owned(), value)),
        }
    }
}

#[derive(Debug)]
struct Node {
    parent: Option<Id>,
    children: Vec<Id>,
    data: Data,
}

/// A whole page.
#[derive(Debug)]
pub(crate) struct Tree {
    nodes: Vec<Node>,
}

impl Tree {
    /// Reads a page as a browser without scripts does; `None` when it is nested so deeply that no
    /// person wrote it.
    pub fn parse(html: &str) -> Option<Self> {
        if is_too_deep(html) {
            return None;
        }
        let mut options = ParseOpts::default();
        // What stands in `noscript` is read as what it is.
        options.tree_builder.scripting_enabled = false;
        Some(parse_document(Sink::new(), options).one(html))
    }

    pub fn children(&self, id: Id) -> &[Id] {
        self.nodes.get(id).map_or(&[], |node| &node.children)
    }

    pub fn parent(&self, id: Id) -> Option<Id> {
        self.nodes.get(id).and_then(|node| node.parent)
    }

    pub fn text(&self, id: Id) -> Option<&str> {
        match self.nodes.get(id).map(|node| &node.data) {
            Some(Data::Text(text)) => Some(text),
            _ => None,
        }
    }

    pub fn element(&self, id: Id) -> Option<&Element> {
        match self.nodes.get(id).map(|node| &node.data) {
            Some(Data::Element(element)) => Some(element),
            _ => None,
        }
    }

    pub fn element_mut(&mut self, id: Id) -> Option<&mut Element> {
        match self.nodes.get_mut(id).map(|node| &mut node.data) {
            Some(Data::Element(element)) => Some(element),
            _ => None,
        }
    }

    /// The name of an element; empty for what is none.
    pub fn name(&self, id: Id) -> &str {
        self.element(id).map_or("", |element| &element.name)
    }

    /// Everything in a node and the node itself, in the order of the page.
    pub fn within(&self, id: Id) -> Vec<Id> {
        let mut found = Vec::new();
        let mut waiting = vec![id];
        while let Some(id) = waiting.pop() {
            found.push(id);
            waiting.extend(self.children(id).iter().rev());
        }
        found
    }

    /// The first element of a name.
    pub fn first(&self, name: &str) -> Option<Id> {
        self.within(ROOT)
            .into_iter()
            .find(|id| self.name(*id) == name)
    }

    /// Everything a node stands in, the nearest first.
    pub fn around(&self, id: Id) -> impl Iterator<Item = Id> {
        std::iter::successors(self.parent(id), |id| self.parent(*id))
    }

    /// All text in a node.
    pub fn words_of(&self, id: Id) -> String {
        let texts = self.within(id).into_iter();
        texts.filter_map(|id| self.text(id)).collect()
    }

    pub fn remove(&mut self, id: Id) {
        detach(&mut self.nodes, id);
    }

    pub fn empty(&mut self, id: Id) {
        if let Some(node) = self.nodes.get_mut(id) {
            node.children.clear();
        }
    }

    /// Puts what a node holds in its place.
    pub fn unwrap(&mut self, id: Id) {
        let Some(parent) = self.parent(id) else {
            return;
        };
        let children = self
            .nodes
            .get_mut(id)
            .map(|node| std::mem::take(&mut node.children))
            .unwrap_or_default();
        for child in &children {
            if let Some(node) = self.nodes.get_mut(*child) {
                node.parent = Some(parent);
            }
        }
        if let Some(node) = self.nodes.get_mut(parent)
            && let Some(at) = node.children.iter().rposition(|child| *child == id)
        {
            node.children.splice(at..=at, children);
        }
        if let Some(node) = self.nodes.get_mut(id) {
            node.parent = None;
        }
    }
}

fn detach(nodes: &mut [Node], id: Id) {
    let Some(parent) = nodes.get_mut(id).and_then(|node| node.parent.take()) else {
        return;
    };
    if let Some(node) = nodes.get_mut(parent)
        && let Some(at) = node.children.iter().rposition(|child| *child == id)
    {
        node.children.remove(at);
    }
}

/// What html5ever calls a node.
#[derive(Clone)]
struct Handle {
    id: Id,
    name: Rc<QualName>,
}

struct Sink {
    nodes: RefCell<Vec<Node>>,
    /// The name of what has none.
    nameless: Rc<QualName>,
}

impl Sink {
    fn new() -> Self {
        let sink = Self {
            nodes: RefCell::default(),
            nameless: Rc::new(QualName::new(
                None,
                html5ever::ns!(),
                html5ever::local_name!(""),
            )),
        };
        sink.add(Data::Other);
        sink
    }

    fn add(&self, data: Data) -> Id {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node {
            parent: None,
            children: Vec::new(),
            data,
        });
        nodes.len() - 1
    }

    fn other(&self) -> Handle {
        Handle {
            id: self.add(Data::Other),
            name: Rc::clone(&self.nameless),
        }
    }

    /// Puts something into `parent`, at the end or before one of its children.
    fn put(&self, parent: Id, before: Option<Id>, child: NodeOrText<Handle>) {
        let at = {
            let mut nodes = self.nodes.borrow_mut();
            if let NodeOrText::AppendNode(handle) = &child {
                detach(&mut nodes, handle.id);
            }
            let Some(node) = nodes.get(parent) else {
                return;
            };
            let at = before.and_then(|id| node.children.iter().rposition(|child| *child == id));
            let at = at.unwrap_or(node.children.len());
            let ahead = at
                .checked_sub(1)
                .and_then(|at| node.children.get(at))
                .copied();
            if let (NodeOrText::AppendText(text), Some(ahead)) = (&child, ahead)
                && let Some(Data::Text(old)) = nodes.get_mut(ahead).map(|node| &mut node.data)
            {
                old.push_str(text);
                return;
            }
            at
        };
        let id = match child {
            NodeOrText::AppendNode(handle) => handle.id,
            NodeOrText::AppendText(text) => self.add(Data::Text(text.to_string())),
        };
        let mut nodes = self.nodes.borrow_mut();
        if let Some(node) = nodes.get_mut(id) {
            node.parent = Some(parent);
        }
        if let Some(node) = nodes.get_mut(parent) {
            node.children.insert(at, id);
        }
    }
}

fn attributes_of(attributes: Vec<Attribute>) -> Vec<(String, String)> {
    let named = attributes.into_iter();
    named
        .map(|a| (a.name.local.to_string(), a.value.to_string()))
        .collect()
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Tree;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Tree {
        Tree {
            nodes: self.nodes.into_inner(),
        }
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle {
            id: ROOT,
            name: Rc::clone(&self.nameless),
        }
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        target.name.expanded()
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, _: ElementFlags) -> Handle {
        let id = self.add(Data::Element(Element {
            name: name.local.to_string(),
            svg: name.ns != html5ever::ns!(html),
            attributes: attributes_of(attrs),
        }));
        Handle {
            id,
            name: Rc::new(name),
        }
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        self.other()
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        self.other()
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.put(parent.id, None, child);
    }

    fn append_based_on_parent_node(
        &self,
        element: &Handle,
        previous: &Handle,
        child: NodeOrText<Handle>,
    ) {
        let nodes = self.nodes.borrow();
        let parent = nodes.get(element.id).and_then(|node| node.parent);
        drop(nodes);
        match parent {
            Some(parent) => self.put(parent, Some(element.id), child),
            None => self.put(previous.id, None, child),
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    // Nothing shows what a template holds.
    fn get_template_contents(&self, _: &Handle) -> Handle {
        self.other()
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        x.id == y.id
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        let nodes = self.nodes.borrow();
        let parent = nodes.get(sibling.id).and_then(|node| node.parent);
        drop(nodes);
        if let Some(parent) = parent {
            self.put(parent, Some(sibling.id), child);
        }
    }

    fn add_attrs_if_missing(&self, target: &Handle, attrs: Vec<Attribute>) {
        let mut nodes = self.nodes.borrow_mut();
        if let Some(Data::Element(element)) = nodes.get_mut(target.id).map(|node| &mut node.data) {
            for (name, value) in attributes_of(attrs) {
                if element.attribute(&name).is_none() {
                    element.attributes.push((name, value));
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        detach(&mut self.nodes.borrow_mut(), target.id);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        let mut nodes = self.nodes.borrow_mut();
        let children = nodes
            .get_mut(node.id)
            .map(|node| std::mem::take(&mut node.children))
            .unwrap_or_default();
        for child in &children {
            if let Some(node) = nodes.get_mut(*child) {
                node.parent = Some(new_parent.id);
            }
        }
        if let Some(parent) = nodes.get_mut(new_parent.id) {
            parent.children.extend(children);
        }
    }
}
