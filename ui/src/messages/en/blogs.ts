/** The blogs: adding, checking, signing in again, removing. */
export const blogs = {
  title: "Blogs",
  list: "Your blogs",
  work: "The blog",
  add: "Add a blog…",
  addTitle: "Add a blog",

  "health.fine": "Answers as it should",
  "health.unreachable": "Could not be reached last time",
  "health.sign_in": "Refuses the password: sign in again",
  "healthShort.fine": "fine",
  "healthShort.unreachable": "unreachable",
  "healthShort.sign_in": "sign in again",

  address: "Address of your blog",
  addressHelp:
    "In any form: example.org, the address of a post, a blog in a subfolder. Billet finds the rest.",
  addressHint: "example.org",
  find: "Find",
  finding: "Looking…",
  found: "Found",
  platformAt: "{platform} at {address}",
  otherAddress: "Another address",
  plainHttp:
    "Plain http: your password would travel readable by anyone on the way. If the site also answers under https, use that address; go on only on a network you trust.",
  noPasswords:
    "This site takes no application passwords: it may be too old (WordPress 5.6 or later is needed), without https, or they were switched off. Ask whoever runs it.",
  user: "User name",
  userHelp: "The name you sign in with on the blog, or your e-mail address there.",
  password: "Application password",
  passwordHelp:
    "Not the password you sign in with: one made for Billet alone, that you can withdraw at any time. On the blog, open your profile, find “Application Passwords”, type “Billet” as the name, press “Add”, and copy what appears. Its spaces do not matter.",
  openPasswordPage: "Make one in the browser",
  connect: "Add this blog",
  connecting: "Signing in…",
  addedBack: "{blog} is connected: your post can go there now.",
  writeNow: "Write a post",
  added: "{blog} is connected. Its posts and comments are being fetched.",
  noKeychain: "No keychain on this system: the password is kept only until Billet is closed.",
  keychain: "The password goes into the keychain of this computer, nowhere else.",

  account: "Account: {name}",
  accountAs: "Account: {name} ({user})",
  openBlog: "Open in the browser",
  may: "What you may do there",
  yes: "Yes",
  no: "No",
  "can.draft": "Save drafts",
  "can.publish": "Publish posts",
  "can.schedule": "Schedule posts: the blog publishes them at the chosen time by itself",
  "can.createTerms": "Create new tags and categories",
  "can.moderate": "See the comments that wait and decide on them",
  "can.reply": "Reply to comments",
  "can.upload": "Put pictures on the blog",
  "can.keepsHtml": "Any HTML is kept just as you write it",
  "cannot.draft": "Cannot save drafts: this account may only read. Ask for the role of author.",
  "cannot.publish":
    "Cannot publish: this account may write, but an editor of the blog has to publish. Ask for the role of author.",
  "cannot.schedule": "Cannot schedule posts: that takes the right to publish.",
  "cannot.createTerms":
    "Cannot create tags or categories: those that exist can be used; new ones need an editor.",
  "cannot.moderate":
    "Cannot moderate comments: this account is not shown those that wait. Ask for the role of editor.",
  "cannot.reply": "Cannot reply to comments with this account.",
  "cannot.upload": "Cannot put pictures on the blog with this account.",
  "cannot.keepsHtml":
    "The blog filters the HTML of this account: scripts, forms and frames are taken out; text, pictures and tables stay.",

  markup: "How posts are written there",
  "markup.blocks": "Blocks",
  "markup.html": "Plain HTML",
  "markupHelp.blocks":
    "Posts open in WordPress’ editor as real blocks. A change here sends nothing: a post gets its new form when it is next updated.",
  "markupHelp.html":
    "The form that every WordPress understands; its classic editor shows it best. A change here sends nothing: a post gets its new form when it is next updated.",
  "markupKept.blocks": "Posts go to {blog} as blocks from now on.",
  "markupKept.html": "Posts go to {blog} as plain HTML from now on.",

  check: "Check now",
  checking: "Checking…",
  checked: "{blog} answers as it should.",
  signIn: "Sign in again",
  signInTitle: "Sign in again",
  signInText:
    "The blog refused the kept password. Make a new application password there and paste it here; what waits to be sent goes out then.",
  signInMissing:
    "Make a new application password on the blog and paste it here; what waits to be sent goes out then.",
  signingIn: "Signing in…",
  signedIn: "Signed in to {blog} again.",
  fetch: "Fetch now",
  fetching: "Fetching comments… {n}",
  fetchingOf: "Fetching comments… {n} of {total}",
  stop: "Stop",
  lastFetched: "Comments last fetched {time}.",
  neverFetched: "Comments not fetched yet.",
  postsReading: "Fetching posts… {n}",
  postsReadingOf: "Fetching posts… {n} of {total}",
  postsRead: {
    one: "{n} post or page, fetched {time}.",
    other: "{n} posts and pages, fetched {time}.",
  },
  postsBegun: {
    one: "{n} post or page so far; the rest comes with the next fetch.",
    other: "{n} posts and pages so far; the rest comes with the next fetch.",
  },
  postsNever: "Posts not fetched yet.",
  postsFetch: "Fetch its posts and pages",
  postsFetchHelp:
    "They stand in your lists like any other, and what you change in one changes only that on the blog. Without this, those that came stay and nothing new is asked for.",

  remove: "Remove…",
  removeTitle: "Remove {blog} from Billet?",
  removePosts:
    "Your posts stay, here and on the blog. Add it again, and Billet knows which are the same.",
  removeComments: "The comments kept here are forgotten; on the blog nothing changes.",
  removeReplies: {
    one: "{n} reply you have begun there is forgotten too. Send it first if it should not be lost.",
    other:
      "{n} replies you have begun there are forgotten too. Send them first if they should not be lost.",
  },
  removeRepliesUnknown: "Replies you have begun there are forgotten too.",
  removeJobs: "What still waits to be sent to this blog is dropped.",
  removeSecret: "The password is deleted from this computer.",
  removeYes: "Remove this blog",
  removing: "Removing…",
  removed: "{blog} was removed.",
  keep: "Keep it",

  empty: "No blog connected yet",
  emptyText:
    "You can write without one. Add yours to publish and to answer your readers’ comments.",
  choose: "Choose a blog in the list.",
};
