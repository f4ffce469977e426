<?php
// The configuration of the WordPress that wordpress.sh makes. Loopback only, thrown away at will:
// the keys below protect nothing.
define('DB_NAME', 'wp');
define('DB_USER', '');
define('DB_PASSWORD', '');
define('DB_HOST', '');
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', '');
define('DB_DIR', __DIR__ . '/wp-content/database/');
define('DB_FILE', '.ht.sqlite');
foreach (['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'] as $use) {
    define($use . '_KEY', "billet tests $use key");
    define($use . '_SALT', "billet tests $use salt");
}

// The site's address follows the port it happens to run on.
if (isset($_SERVER['HTTP_HOST'])) {
    define('WP_HOME', 'http://' . $_SERVER['HTTP_HOST']);
    define('WP_SITEURL', 'http://' . $_SERVER['HTTP_HOST']);
}

define('WP_ENVIRONMENT_TYPE', 'local');   // allows application passwords without https
define('WP_HTTP_BLOCK_EXTERNAL', true);   // no update checks, no pings: nothing leaves the machine
define('AUTOMATIC_UPDATER_DISABLED', true);
define('DISABLE_WP_CRON', true);          // GET /wp-cron.php?doing_wp_cron when a test wants it
define('DISALLOW_FILE_EDIT', true);
define('WP_DEBUG', false);
define('WP_POST_REVISIONS', 3);

$table_prefix = 'wp_';
if (!defined('ABSPATH')) {
    define('ABSPATH', __DIR__ . '/');
}
require_once ABSPATH . 'wp-settings.php';
