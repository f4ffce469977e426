export { app } from "./app";
export { blogs } from "./blogs";
export { comments } from "./comments";
export { errors } from "./errors";
export { outbox } from "./outbox";
export { preferences } from "./preferences";
export { write } from "./write";
