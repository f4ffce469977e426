//! The layer between SQLite and the system's files, after SQLite's "The OS Interface" and its own
//! `test_vfs.c`: each file is a [`File`] with the system's one right behind it in the memory that
//! SQLite allocates for both.

use std::ffi::{CStr, c_char, c_int, c_void};
use std::mem::size_of;
use std::path::Path;
use std::ptr;
use std::sync::{Once, OnceLock};

use rusqlite::ffi::{
    SQLITE_CANTOPEN, SQLITE_IOERR, SQLITE_OK, sqlite3_file, sqlite3_int64, sqlite3_io_methods,
    sqlite3_vfs, sqlite3_vfs_find, sqlite3_vfs_register,
};

use crate::{Call, Shared, Step, lock, watcher};

/// The system's own, for the callbacks below. SQLite's list of them is never changed again.
struct System(*mut sqlite3_vfs);

// SAFETY: a VFS is registered for the life of the process and SQLite uses it from any thread.
unsafe impl Send for System {}
// SAFETY: as above.
unsafe impl Sync for System {}

static SYSTEM: OnceLock<System> = OnceLock::new();

fn system() -> *mut sqlite3_vfs {
    SYSTEM.get().map_or(ptr::null_mut(), |system| system.0)
}

/// Who watches a file, and under which name.
struct Watch {
    state: Shared,
    name: String,
}

#[repr(C)]
struct File {
    base: sqlite3_file,
    /// Owned; null for a file that nobody watches.
    watch: *mut Watch,
    /// Keeps what follows aligned for anything.
    _align: [u64; 0],
}

/// Makes the layer SQLite's default in this process; once, whoever calls.
pub fn install() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // SAFETY: the default VFS exists in every build of SQLite with an operating system.
        let system = unsafe { sqlite3_vfs_find(ptr::null()) };
        if system.is_null() {
            return;
        }
        // SAFETY: it points to a VFS, which is plain data, copied here.
        let mut own = unsafe { *system };
        own.szOsFile += c_int::try_from(size_of::<File>()).unwrap_or(c_int::MAX);
        own.pNext = ptr::null_mut();
        own.zName = c"billet-testdisk".as_ptr();
        own.xOpen = Some(open);
        own.xDelete = Some(delete);
        let _set_once = SYSTEM.set(System(system));
        // SAFETY: leaked, so it lives as long as SQLite knows it.
        unsafe { sqlite3_vfs_register(Box::leak(Box::new(own)), 1) };
    });
}

fn watch_of(path: *const c_char) -> Option<Watch> {
    if path.is_null() {
        return None;
    }
    // SAFETY: SQLite gives file names as C strings.
    let path = unsafe { CStr::from_ptr(path) }.to_str().ok()?;
    let (state, name) = watcher(Path::new(path))?;
    Some(Watch { state, name })
}

unsafe extern "C" fn open(
    _: *mut sqlite3_vfs,
    name: *const c_char,
    file: *mut sqlite3_file,
    flags: c_int,
    out: *mut c_int,
) -> c_int {
    let own = file.cast::<File>();
    // SAFETY: SQLite allocated `szOsFile` bytes, which begin with a `File`.
    unsafe {
        (*own).base.pMethods = ptr::null();
        (*own).watch = ptr::null_mut();
    }
    let watch = watch_of(name);
    if let Some(code) = watch
        .as_ref()
        .and_then(|w| lock(&w.state).meets(Call::Open))
    {
        return code;
    }
    let system = system();
    // SAFETY: `install` set it before this callback was known to SQLite.
    let Some(really) = (unsafe { (*system).xOpen }) else {
        return SQLITE_CANTOPEN;
    };
    // SAFETY: the arguments are SQLite's own, the file is the memory behind `File`.
    let code = unsafe { really(system, name, behind(file), flags, out) };
    // SAFETY: as above.
    unsafe {
        if !(*behind(file)).pMethods.is_null() {
            (*own).base.pMethods = &METHODS;
            if let Some(watch) = watch {
                (*own).watch = Box::into_raw(Box::new(watch));
            }
        }
    }
    code
}

unsafe extern "C" fn delete(_: *mut sqlite3_vfs, name: *const c_char, sync: c_int) -> c_int {
    let watch = watch_of(name);
    if let Some(watch) = &watch {
        let mut state = lock(&watch.state);
        if let Some(code) = state.meets(Call::Delete) {
            return code;
        }
        state.note(Step::Delete {
            file: watch.name.clone(),
            for_good: sync != 0,
        });
    }
    let system = system();
    // SAFETY: as in `open`.
    match unsafe { (*system).xDelete } {
        // SAFETY: the arguments are SQLite's own.
        Some(really) => unsafe { really(system, name, sync) },
        None => SQLITE_IOERR,
    }
}

/// The system's file.
unsafe fn behind(file: *mut sqlite3_file) -> *mut sqlite3_file {
    // SAFETY: `szOsFile` has room for a `File` and the system's file after it.
    unsafe { file.cast::<u8>().add(size_of::<File>()).cast() }
}

/// Counts a call on a file; the code it is to fail with.
unsafe fn meets(file: *mut sqlite3_file, call: Call) -> Option<c_int> {
    // SAFETY: set in `open`, freed in `close` only.
    let watch = unsafe { (*file.cast::<File>()).watch.as_ref() }?;
    lock(&watch.state).meets(call)
}

unsafe fn note(file: *mut sqlite3_file, step: impl FnOnce(String) -> Step) {
    // SAFETY: as in `meets`.
    if let Some(watch) = unsafe { (*file.cast::<File>()).watch.as_ref() } {
        lock(&watch.state).note(step(watch.name.clone()));
    }
}

/// A callback that hands on to the system's method of the same name, after its call is counted.
macro_rules! handed_on {
    ($name:ident, $method:ident, $call:expr, ( $($arg:ident : $ty:ty),* )) => {
        unsafe extern "C" fn $name(file: *mut sqlite3_file $(, $arg: $ty)*) -> c_int {
            let call: Option<Call> = $call;
            // SAFETY: SQLite passes a file that `open` opened.
            if let Some(code) = call.and_then(|call| unsafe { meets(file, call) }) {
                return code;
            }
            // SAFETY: an open file has its methods.
            match unsafe { (*(*behind(file)).pMethods).$method } {
                // SAFETY: the arguments are SQLite's own.
                Some(really) => unsafe { really(behind(file) $(, $arg)*) },
                None => SQLITE_IOERR,
            }
        }
    };
}

handed_on!(read, xRead, Some(Call::Read), (to: *mut c_void, n: c_int, at: sqlite3_int64));
handed_on!(write_on, xWrite, Some(Call::Write), (from: *const c_void, n: c_int, at: sqlite3_int64));
handed_on!(truncate_on, xTruncate, Some(Call::Truncate), (to: sqlite3_int64));
handed_on!(size, xFileSize, None, (out: *mut sqlite3_int64));
handed_on!(take, xLock, Some(Call::Lock), (level: c_int));
handed_on!(let_go, xUnlock, None, (level: c_int));
handed_on!(is_reserved, xCheckReservedLock, None, (out: *mut c_int));
handed_on!(control, xFileControl, None, (op: c_int, arg: *mut c_void));
handed_on!(sector_size, xSectorSize, None, ());
handed_on!(traits, xDeviceCharacteristics, None, ());
handed_on!(shm_lock_on, xShmLock, None, (at: c_int, n: c_int, flags: c_int));
handed_on!(shm_unmap, xShmUnmap, None, (delete: c_int));
handed_on!(
    shm_map, xShmMap, Some(Call::ShmMap),
    (page: c_int, size: c_int, extend: c_int, out: *mut *mut c_void)
);

unsafe extern "C" fn write(
    file: *mut sqlite3_file,
    from: *const c_void,
    n: c_int,
    at: sqlite3_int64,
) -> c_int {
    // SAFETY: SQLite's own arguments.
    let code = unsafe { write_on(file, from, n, at) };
    if code == SQLITE_OK {
        let (n, at) = (usize::try_from(n), usize::try_from(at));
        if let (Ok(n), Ok(at)) = (n, at) {
            // SAFETY: SQLite gives so many readable bytes.
            let bytes = unsafe { std::slice::from_raw_parts(from.cast::<u8>(), n) }.to_vec();
            // SAFETY: as in `meets`.
            unsafe { note(file, |file| Step::Write { file, at, bytes }) };
        }
    }
    code
}

unsafe extern "C" fn truncate(file: *mut sqlite3_file, to: sqlite3_int64) -> c_int {
    // SAFETY: SQLite's own arguments.
    let code = unsafe { truncate_on(file, to) };
    if let (SQLITE_OK, Ok(to)) = (code, usize::try_from(to)) {
        // SAFETY: as in `meets`.
        unsafe { note(file, |file| Step::Truncate { file, to }) };
    }
    code
}

/// Flushing for real would only take time: what a power loss leaves is worked out from the steps.
unsafe extern "C" fn sync(file: *mut sqlite3_file, _: c_int) -> c_int {
    // SAFETY: SQLite passes an open file.
    if let Some(code) = unsafe { meets(file, Call::Sync) } {
        return code;
    }
    // SAFETY: as in `meets`.
    unsafe { note(file, |file| Step::Sync { file }) };
    SQLITE_OK
}

unsafe extern "C" fn shm_lock(file: *mut sqlite3_file, at: c_int, n: c_int, flags: c_int) -> c_int {
    const LOCK: c_int = 2; // SQLITE_SHM_LOCK; letting go never fails
    if flags & LOCK != 0 {
        // SAFETY: SQLite passes an open file.
        if let Some(code) = unsafe { meets(file, Call::ShmLock) } {
            return code;
        }
    }
    // SAFETY: SQLite's own arguments.
    unsafe { shm_lock_on(file, at, n, flags) }
}

unsafe extern "C" fn shm_barrier(file: *mut sqlite3_file) {
    // SAFETY: an open file has its methods.
    if let Some(really) = unsafe { (*(*behind(file)).pMethods).xShmBarrier } {
        // SAFETY: the system's file is open.
        unsafe { really(behind(file)) };
    }
}

unsafe extern "C" fn close(file: *mut sqlite3_file) -> c_int {
    let own = file.cast::<File>();
    // SAFETY: the box was leaked in `open` and is freed here once; the file is closed after.
    unsafe {
        if !(*own).watch.is_null() {
            drop(Box::from_raw((*own).watch));
            (*own).watch = ptr::null_mut();
        }
        match (*(*behind(file)).pMethods).xClose {
            Some(really) => really(behind(file)),
            None => SQLITE_IOERR,
        }
    }
}

/// Version 2: with a log's index, without memory-mapped files, whose writes would not be seen here.
static METHODS: sqlite3_io_methods = sqlite3_io_methods {
    iVersion: 2,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(size),
    xLock: Some(take),
    xUnlock: Some(let_go),
    xCheckReservedLock: Some(is_reserved),
    xFileControl: Some(control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(traits),
    xShmMap: Some(shm_map),
    xShmLock: Some(shm_lock),
    xShmBarrier: Some(shm_barrier),
    xShmUnmap: Some(shm_unmap),
    xFetch: None,
    xUnfetch: None,
};
