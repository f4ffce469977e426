import "./styles/fonts.css";
import "./styles/base.css";

import { mount } from "svelte";

import App from "./App.svelte";
import { loadPreferences } from "./app/preferences.svelte";

const target = document.getElementById("app");
if (target === null) throw new Error("index.html has no #app");

// Language and theme first, so that nothing flashes in the wrong one; the answer takes a moment.
void loadPreferences().then(() => mount(App, { target }));
