//! Lets Tauri read its files where this repository keeps them.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // A fresh clone has no built interface yet; `generate_context!` only wants the folder.
    std::fs::create_dir_all("ui/dist")?;
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    tauri_build::try_build(
        tauri_build::Attributes::new().capabilities_path_pattern("./src-tauri/capabilities/**/*"),
    )?;
    Ok(())
}
