/** What can lie over the post on the desk. */
export type PostSheet = "publish" | "details" | "revisions" | "review" | "typography";
