<?php
// `wordpress.sh seed-demo`: the blog of a small French association, with readers' comments waiting.
// Everything that was on the site is deleted first. All dates count back from now.
//
// The comments are what a moderator meets: thanks, a question, a correction (the table of the post it
// answers really is summed up wrongly), a thread, three kinds of spam, one comment that uses every tag
// WordPress allows, and one that attacks. They are written to the database as they are, without
// WordPress' own filters: that is how a hostile comment from an import or a careless plugin arrives.

/** French typography, so that the text below can be typed with plain spaces and apostrophes. */
function typeset(string $text): string
{
    $text = preg_replace('/(?<=\pL)\'(?=[\pL<])/u', '’', $text);
    $text = str_replace(['« ', ' »', ' :'], ["«\u{A0}", "\u{A0}»", "\u{A0}:"], $text);
    $text = preg_replace('/ (?=[;!?])/u', "\u{202F}", $text);

    return preg_replace('/(?<=\d) (?=\d{3}\b|€|%)/u', "\u{202F}", $text);
}

/** "3 days ago at this hour" as WordPress wants it: [local, GMT]. */
function moment(int $minutes_ago): array
{
    $gmt = gmdate('Y-m-d H:i:s', time() - 60 * $minutes_ago);

    return [get_date_from_gmt($gmt), $gmt];
}

/** A published post; returns its id. */
function post(int $days_ago, string $title, string $category, array $tags, string $content, int $author = 1): int
{
    [$date, $date_gmt] = moment($days_ago * 24 * 60 + 95);
    $term = term_exists($category, 'category') ?: wp_insert_term($category, 'category');
    $id = wp_insert_post(wp_slash([
        'post_title' => typeset($title),
        'post_content' => typeset(trim($content)),
        'post_status' => 'publish',
        'post_author' => $author,
        'post_date' => $date,
        'post_date_gmt' => $date_gmt,
        'post_category' => [(int) $term['term_id']],
        'tags_input' => $tags,
    ]), true);
    if (is_wp_error($id)) {
        WP_CLI::error($id);
    }

    return $id;
}

/**
 * A comment with the status given ('0' waits, '1' is approved, 'spam', 'trash'); returns its id.
 * $who: name, e-mail, and the address behind the name.
 */
function comment(int $post, int $minutes_ago, array $who, string $content, string $status = '0', int $parent = 0, int $user = 0): int
{
    static $count = 0;
    $count++;
    [$date, $date_gmt] = moment($minutes_ago);
    $id = wp_insert_comment(wp_slash([
        'comment_post_ID' => $post,
        'comment_author' => typeset($who[0]),
        'comment_author_email' => $who[1],
        'comment_author_url' => $who[2] ?? '',
        'comment_author_IP' => '192.0.2.' . (10 + $count),
        'comment_agent' => 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
        'comment_date' => $date,
        'comment_date_gmt' => $date_gmt,
        'comment_content' => $content,
        // Spam and trash are reached the way a moderator would, so that they can be undone.
        'comment_approved' => $status === '1' ? '1' : '0',
        'comment_parent' => $parent,
        'user_id' => $user,
        'comment_type' => 'comment',
    ]));
    if (!$id) {
        WP_CLI::error("the comment of {$who[0]} was not stored");
    }
    if ($status === 'spam') {
        wp_spam_comment($id);
    } elseif ($status === 'trash') {
        wp_trash_comment($id);
    }

    return $id;
}

// An empty house first.
wp_set_current_user(1);
foreach (get_comments(['fields' => 'ids', 'status' => 'any', 'type' => 'all']) as $id) {
    wp_delete_comment($id, true);
}
foreach (['spam', 'trash'] as $status) {
    foreach (get_comments(['fields' => 'ids', 'status' => $status]) as $id) {
        wp_delete_comment($id, true);
    }
}
foreach (get_posts(['post_type' => ['post', 'page', 'attachment'], 'post_status' => ['any', 'trash', 'auto-draft', 'inherit'], 'numberposts' => -1, 'fields' => 'ids']) as $id) {
    wp_delete_post($id, true);
}
foreach (get_terms(['taxonomy' => ['post_tag', 'category'], 'hide_empty' => false]) as $term) {
    if ((int) $term->term_id !== (int) get_option('default_category')) {
        wp_delete_term($term->term_id, $term->taxonomy);
    }
}

update_option('blogname', 'Carnet du réseau');
update_option('blogdescription', typeset("Les notes d'une association qui apprend à travailler ensemble"));
update_option('date_format', 'j F Y');
update_option('time_format', 'H:i');
wp_update_term((int) get_option('default_category'), 'category', ['name' => 'Carnet', 'slug' => 'carnet']);
wp_update_user(['ID' => 1, 'display_name' => 'Hélène Marchand', 'first_name' => 'Hélène', 'last_name' => 'Marchand']);
$karim = get_user_by('login', 'author')->ID;
wp_update_user(['ID' => $karim, 'display_name' => 'Karim Benali', 'first_name' => 'Karim', 'last_name' => 'Benali']);

// Two posts as the block editor writes them…
$collecte = post(20, "Trois leçons d'une collecte d'hiver", 'Sur le terrain', ['collecte', 'bénévoles'], <<<'HTML'
<!-- wp:paragraph -->
<p>Nous avions prévu cent couvertures. Il en fallait quatre cents. La collecte de novembre nous a bousculés, fatigués, et au bout du compte beaucoup appris. Avant que le souvenir ne s'arrange, voici ce que nous voulons garder.</p>
<!-- /wp:paragraph -->

<!-- wp:heading -->
<h2 class="wp-block-heading">Demander moins, mais demander précisément</h2>
<!-- /wp:heading -->

<!-- wp:paragraph -->
<p>Notre premier appel disait « tout est bon à prendre ». Résultat : onze sacs de vêtements d'été et une guitare sans cordes. Le second tenait en une ligne : <em>des couvertures propres, à déposer jeudi avant 18 heures</em>. Il a rapporté trois fois plus, et rien à trier.</p>
<!-- /wp:paragraph -->

<!-- wp:heading -->
<h2 class="wp-block-heading">Un lieu, une personne, une heure</h2>
<!-- /wp:heading -->

<!-- wp:list -->
<ul class="wp-block-list"><!-- wp:list-item -->
<li><strong>Un lieu</strong> que tout le monde connaît : la boulangerie a fait mieux que notre local, pourtant plus grand.</li>
<!-- /wp:list-item -->

<!-- wp:list-item -->
<li><strong>Une personne</strong> dont le prénom figure sur l'affiche : on donne à Maryse, pas à une structure.</li>
<!-- /wp:list-item -->

<!-- wp:list-item -->
<li><strong>Une heure</strong> de fin : sans elle, on attend toute la soirée la voiture qui ne vient pas.</li>
<!-- /wp:list-item --></ul>
<!-- /wp:list -->

<!-- wp:heading -->
<h2 class="wp-block-heading">Dire merci le soir même</h2>
<!-- /wp:heading -->

<!-- wp:paragraph -->
<p>Une photo, un chiffre, trois mots, avant d'aller dormir. Les remerciements du lendemain arrivent quand chacun est passé à autre chose ; ceux du soir même font revenir.</p>
<!-- /wp:paragraph -->
HTML);

$journee = post(8, "Compte rendu : la journée des bénévoles", 'Vie du réseau', ['bénévoles', 'rencontres'], <<<'HTML'
<!-- wp:paragraph -->
<p>Soixante-deux personnes, quatre ateliers, une seule cafetière : la journée des bénévoles a tenu ses promesses. Pour celles et ceux qui n'ont pas pu venir, l'essentiel en quelques lignes.</p>
<!-- /wp:paragraph -->

<!-- wp:heading -->
<h2 class="wp-block-heading">Ce qui a été décidé</h2>
<!-- /wp:heading -->

<!-- wp:list -->
<ul class="wp-block-list"><!-- wp:list-item -->
<li>Les nouveaux bénévoles font leurs trois premières tournées <strong>en binôme</strong>.</li>
<!-- /wp:list-item -->

<!-- wp:list-item -->
<li>Chaque équipe tient son propre cahier ; on ne centralise plus que les urgences.</li>
<!-- /wp:list-item -->

<!-- wp:list-item -->
<li>La permanence téléphonique passe de deux soirs à trois.</li>
<!-- /wp:list-item --></ul>
<!-- /wp:list -->

<!-- wp:quote -->
<blockquote class="wp-block-quote"><!-- wp:paragraph -->
<p>On ne vient pas pour aider « les gens ». On vient pour quelqu'un qui nous attend, à une heure précise, au coin d'une rue.</p>
<!-- /wp:paragraph --><cite>Lucie, atelier du matin</cite></blockquote>
<!-- /wp:quote -->

<!-- wp:heading -->
<h2 class="wp-block-heading">Ce qui reste ouvert</h2>
<!-- /wp:heading -->

<!-- wp:paragraph -->
<p>Qui garde les clés du local quand Maryse est absente ? La question paraît petite ; elle a occupé vingt minutes. Réponse au prochain conseil.</p>
<!-- /wp:paragraph -->
HTML);

// …and three in the HTML that older editors, and Billet, write.
$amina = post(13, "Portrait : Amina, trente ans de maraude", 'Portraits', ['portrait', 'maraude'], <<<'HTML'
<p>Elle arrive toujours avant l'heure, un thermos sous le bras. « Le café, ce n'est pas pour réchauffer », prévient-elle. « C'est pour avoir une raison de s'arrêter. » Amina fait la maraude du mardi depuis 1996, et elle n'a jamais compté ses kilomètres.</p>
<p>La première fois, elle avait suivi une collègue « pour voir ». Il gelait ; un homme leur avait parlé deux heures de son métier de luthier. Elle est revenue la semaine suivante avec une question sur le vernis.</p>
<h2>Connaître les prénoms</h2>
<p>Son carnet ne contient ni adresses ni dossiers : seulement des prénoms, et à côté un mot ou deux. <em>Joël, échecs. Irina, sa fille à Lyon. Le grand Paul, ne pas insister.</em> Le reste, dit-elle, « on finit par le savoir ».</p>
<p>L'an prochain, elle passera le thermos. Pas la main : « Je garderai le mardi. Le mardi, c'est à moi. »</p>
HTML, $karim);

// 412 + 187 + 96 is 695: a reader notices.
$comptes = post(4, "Nos comptes, ligne par ligne", 'Vie du réseau', ['comptes', 'transparence'], <<<'HTML'
<p>On nous demande souvent où va l'argent. La question est bonne ; la réponse tient dans un tableau. Voici les dons reçus en octobre, par canal.</p>
<table>
<thead>
<tr><th>Canal</th><th>Donateurs</th><th>Montant</th></tr>
</thead>
<tbody>
<tr><td>Site de l'association</td><td>412</td><td>18 540 €</td></tr>
<tr><td>Chèques &amp; virements</td><td>187</td><td>11 220 €</td></tr>
<tr><td>Urnes des commerçants</td><td>96</td><td>1 344 €</td></tr>
<tr><td><strong>Total</strong></td><td><strong>685</strong></td><td><strong>31 104 €</strong></td></tr>
</tbody>
</table>
<p>Sur cent euros reçus, quatre-vingt-neuf partent sur le terrain. Le reste paie l'assurance, le local et le téléphone. Les justificatifs sont à la disposition de tous, tous les jeudis, à la permanence.</p>
HTML);

$horaire = post(1, "La salle du jeudi change d'horaire", 'Carnet', ['permanence'], <<<'HTML'
<p>À partir de la semaine prochaine, la permanence du jeudi ouvre <strong>de 17 h 30 à 20 heures</strong>, toujours au fond de la cour, deuxième porte.</p>
<p>Pourquoi plus tard ? Parce que vous êtes nombreux à sortir du travail à 18 heures, et que la porte était déjà close. Le café, lui, reste au même endroit.</p>
HTML, $karim);

// What waits for a decision, newest last in this file but not in time.
$pending = [
    comment($amina, 22, ['Françoise Le Goff', 'francoise.legoff@example.test'], typeset("Merci pour ce beau portrait. J'ai croisé Amina un mardi de janvier, place Saint-Paul : c'est exactement elle, jusqu'au thermos. Transmettez-lui mes amitiés !")),
    comment($collecte, 64, ['Théo R.', 'theo.r@example.test', 'https://atelier-theo.example/'], typeset("Lu, noté, appliqué : notre affiche porte désormais un prénom et une heure. On a doublé les dons en une semaine. Merci de partager vos ratés autant que vos réussites.")),
    comment($horaire, 140, ['Nadia', 'nadia@example.test'], typeset("Bonjour, est-ce que la salle est accessible en fauteuil roulant ? Sur le plan je vois une marche à l'entrée de la cour. Merci d'avance.")),
    comment($comptes, 205, ['Jean-Baptiste Noël', 'jb.noel@example.test'], typeset("Bonjour, une petite erreur dans le tableau : 412 + 187 + 96 font 695 donateurs, pas 685. Les montants, eux, tombent juste (18 540 + 11 220 + 1 344 = 31 104 €).")),
    comment($collecte, 11, ['Crédit Rapide 24h', 'contact@pret-minute.example', 'https://pret-minute.example/'], "PRÊT RAPIDE SANS JUSTIFICATIF de 2000 à 500 000 EUR !!! Réponse en 5 minutes, taux 2% &gt;&gt; <a href=\"https://pret-minute.example/?ref=831\">CLIQUEZ ICI</a> ou <a href=\"https://pret-minute.example/offre\">https://pret-minute.example/offre</a> WhatsApp +229 00 00 00 00 Mme Dupont"),
    comment($journee, 310, ['meilleures montres', 'jenny8841@mail.example', 'https://montres-de-luxe-pas-cher.example/'], "Quel article fascinant ! J'ai adoré votre façon d'écrire, on voit que vous maîtrisez parfaitement le sujet. J'ai mis votre site en favori et je reviendrai chaque jour. Continuez ainsi !"),
    comment($amina, 480, ['казино онлайн', 'kz771@mail.example', 'https://casino-777.example/'], "казино онлайн бесплатно играть игровые автоматы 777 бонус за регистрацию без депозита лучшие слоты казино онлайн официальный сайт зеркало рабочее скачать бесплатно <a href=\"https://casino-777.example/\">казино</a> <a href=\"https://casino-777.example/bonus\">бонус</a>"),
    comment($journee, 95, ['Marc-Antoine', 'marc.antoine@example.test', 'https://cahiers-ouverts.example/'], typeset("Pour le cahier partagé, nous utilisons un simple fichier texte, avec <strong>une ligne par tournée</strong> : <code>2026-11-12 ; place Saint-Paul ; 14 cafés</code>. La méthode est décrite dans <a href=\"https://cahiers-ouverts.example/methode\" title=\"La méthode des cahiers\">ce billet</a>, qui dit fort bien :\n\n<blockquote cite=\"https://cahiers-ouverts.example/methode\">Un cahier que personne ne relit <em>n'est pas</em> une mémoire.</blockquote>\n\nBon courage & à bientôt.")),
    comment($horaire, 37, ['Visiteur', 'x@mail.example', 'javascript:alert(1)'], "Bonjour <script>alert('billet'); document.title = 'prise'</script><img src=\"https://pixel.example/vu.gif\" onerror=\"alert('img')\"><svg onload=\"alert('svg')\"></svg><a href=\"javascript:alert('lien')\" onclick=\"alert('clic')\">un lien</a><style>body { display: none }</style><iframe src=\"https://cadre.example/\"></iframe> bonsoir"),
];

// A thread: a reader, the author's answer, and the reader's own answer, which waits.
$question = comment($journee, 6 * 24 * 60, ['Sylvie Arnaud', 'sylvie.arnaud@example.test'], typeset("Trois tournées en binôme, c'est bien peu. Chez nous, c'est six. Comment l'avez-vous décidé ?"), '1');
$answer = comment($journee, 6 * 24 * 60 - 200, ['Hélène Marchand', 'admin@example.test'], typeset("Par prudence, et par manque de bras ! Trois est un minimum : qui veut continuer à deux continue à deux. Six, vous avez des retours ?"), '1', $question, 1);
$pending[] = comment($journee, 50, ['Sylvie Arnaud', 'sylvie.arnaud@example.test'], typeset("Oui : depuis que nous sommes à six, plus un seul abandon dans les deux premiers mois. Je vous envoie notre fiche si cela vous est utile."), '0', $answer);

// What has been decided already.
comment($collecte, 18 * 24 * 60, ['Maryse', 'maryse@example.test'], typeset("On donne à Maryse, et Maryse en rougit encore. Merci à tous !"), '1');
comment($amina, 12 * 24 * 60, ['Irène Vasseur', 'irene.v@example.test'], typeset("« Le mardi, c'est à moi » : j'ai la chair de poule. Bravo Karim pour ce texte."), '1');
comment($comptes, 3 * 24 * 60, ['Paul D.', 'paul.d@example.test'], typeset("Clair et net. On aimerait voir la même chose partout."), '1');
comment($collecte, 15 * 24 * 60, ['cheap pills', 'rx@mail.example', 'https://pills.example/'], 'cheap pills no prescription <a href="https://pills.example/">order now</a>', 'spam');
comment($journee, 5 * 24 * 60, ['SEO Expert', 'seo@mail.example', 'https://seo-gold.example/'], 'Hello, I visited your website and I can put it on the first page of search results. 100% guaranteed.', 'spam');
comment($comptes, 3 * 24 * 60 + 30, ['Anonyme', 'anonyme@example.test'], typeset("Vous feriez mieux de garder vos leçons pour vous."), 'trash');

foreach ([$collecte, $journee, $amina, $comptes, $horaire] as $id) {
    wp_update_comment_count_now($id);
}
wp_cache_flush();
$count = get_comment_count();
WP_CLI::log(sprintf(
    'Carnet du réseau: %d posts; comments: %d waiting, %d approved, %d spam, %d in the trash',
    wp_count_posts()->publish, $count['awaiting_moderation'], $count['approved'], $count['spam'], $count['trash']
));
if (count($pending) !== (int) $count['awaiting_moderation']) {
    WP_CLI::error('not every waiting comment is there');
}
