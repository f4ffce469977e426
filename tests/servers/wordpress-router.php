<?php
// The router of `php -S` for WordPress: real files as they are, everything else to index.php (pretty
// permalinks, /wp-json/).
$root = $_SERVER['DOCUMENT_ROOT'];
$path = rawurldecode(parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH) ?: '/');

// What a web server's own rules would keep to itself.
if (strpos($path, '/.ht') !== false || strpos($path, '/database/') !== false || strpos($path, '..') !== false) {
    http_response_code(404);
    return true;
}

$file = $root . $path;
if (is_dir($file) && is_file(rtrim($file, '/') . '/index.php')) {
    if (substr($path, -1) !== '/') {
        header("Location: $path/", true, 301);
        return true;
    }
    $path = rtrim($path, '/') . '/index.php';
    $file = $root . $path;
}
if ($path === '/' || !is_file($file)) {
    $path = '/index.php';
    $file = $root . $path;
} elseif (substr($file, -4) !== '.php') {
    return false;
}

$_SERVER['SCRIPT_NAME'] = $_SERVER['PHP_SELF'] = $path;
$_SERVER['SCRIPT_FILENAME'] = $file;
chdir(dirname($file));
require $file;
