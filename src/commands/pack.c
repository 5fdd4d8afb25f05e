#include "commands/pack.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/path.h"
#include "base/text.h"
#include "catalog/catalog.h"
#include "catalog/pack.h"
#include "catalog/source.h"
#include "commands/command.h"
#include "commands/contents.h"
#include "commands/departure.h"
#include "commands/git.h"
#include "commands/incoming.h"
#include "commands/passage.h"
#include "commands/typing.h"
#include "commands/workbench.h"

extern const struct command command_patterns;

enum { DIFF_LIMIT = 4 << 20 };

void
pack_split(struct arena *a, const char *given, const char **url, const char **ref)
{
	const char *at = strrchr(given, '@'), *scheme = strstr(given, "://");
	const char *host = scheme != NULL ? scheme + 3 : given;
	bool split = at != NULL && at > host && at[1] != '\0' && !path_is_dir(given) &&
		     memchr(host, scheme != NULL || memchr(host, '/', (size_t)(at - host)) != NULL ? '/' : ':',
			    (size_t)(at - host)) != NULL;
	*url = split ? arena_strndup(a, given, (size_t)(at - given)) : given;
	*ref = split ? at + 1 : NULL;
}

/* A folder's path becomes an address, so that git treats it as any other. */
static const char *
address(struct arena *a, const char *url)
{
	if (strstr(url, "://") != NULL || !path_is_dir(url))
		return url;
	char *real = realpath(url, NULL), *file = real != NULL ? arena_printf(a, "file://%s", real) : NULL;
	free(real);
	return file != NULL ? file : url;
}

/* "https://host/ada/shop-patterns.git" -> "shop-patterns" */
static const char *
name_of(struct arena *a, const char *url)
{
	size_t end = strlen(url);
	while (end > 0 && url[end - 1] == '/')
		end--;
	if (end > 4 && strncmp(url + end - 4, ".git", 4) == 0)
		end -= 4;
	while (end > 0 && url[end - 1] == '/')
		end--;
	size_t start = end;
	while (start > 0 && url[start - 1] != '/' && url[start - 1] != ':')
		start--;
	char *name = arena_strndup(a, url + start, end - start);
	for (char *p = name; *p != '\0'; p++)
		*p = isalnum((unsigned char)*p) ? (char)tolower((unsigned char)*p) : '-';
	while (*name == '-')
		name++;
	return name;
}

/* Which of its patterns speak instead of others that are there. */
static void
show_replaced(const struct incoming *in)
{
	struct catalog *c = catalog_open(in->a, NULL, NULL);
	for (size_t i = 0; i < in->source->pattern_count; i++) {
		const struct pattern *p = catalog_find(in->a, c, in->source->patterns[i]->pattern.id);
		if (p != NULL && strcmp(p->layer, "built-in") == 0)
			passage_print(in->a, stdout, _("  its %s speaks instead of the built-in one\n"), p->id);
	}
	catalog_close(c);
}

static void
leave(void *begun)
{
	incoming_end(begun);
}

/* Whoever leaves at the question takes away what was fetched, too. */
static bool
agrees(struct incoming *in, const char *question, bool yes)
{
	fflush(stdout);
	if (yes || departure_wanted())
		return !departure_wanted();
	if (!typing_possible()) {
		passage_tell("%s", _("remedy patterns: nobody can be asked here; if it is good, say --yes\n"));
		return false;
	}
	return typing_agrees_or_leaves(in->a, question, leave, in);
}

/* Takes --yes out of the arguments. */
static bool
take_yes(int *argc, char **argv)
{
	int kept = 0;
	bool yes = false;
	for (int i = 0; i < *argc; i++) {
		if (strcmp(argv[i], "--yes") == 0)
			yes = true;
		else
			argv[kept++] = argv[i];
	}
	*argc = kept;
	return yes;
}

static const struct pack *
find_pack(struct arena *a, const char *name)
{
	for (struct pack **p = pack_list(a); *p != NULL; p++)
		if (strcmp((*p)->name, name) == 0)
			return *p;
	return NULL;
}

int
pack_add(struct arena *a, int argc, char **argv)
{
	bool yes = take_yes(&argc, argv);
	if (argc != 1 || *argv[0] == '-' || *argv[0] == '\0')
		return command_misused(&command_patterns, _("add needs the address of a git repository"));
	struct incoming in = {.a = a, .lock = -1};
	pack_split(a, argv[0], &in.url, &in.ref);
	in.url = address(a, in.url);
	in.name = name_of(a, in.url);
	if (text_is_hostile(argv[0]) || (in.ref != NULL && *in.ref == '-'))
		return command_misused(&command_patterns, _("'%s' is no address of a git repository"),
				       text_safe(a, argv[0], 400));
	if (!pack_is_name(in.name))
		return command_misused(&command_patterns, _("'%s' gives no name that a pack could have"),
				       text_safe(a, argv[0], 400));
	const struct pack *there = find_pack(a, in.name);
	if (there != NULL) {
		passage_tell(_("remedy patterns: there is a pack %s, from %s; remedy patterns update %s\n"), in.name,
			     text_safe(a, there->url, 400), in.name);
		return STATUS_NONE;
	}
	int status = STATUS_NONE;
	if (incoming_begin(&in)) {
		passage_print(a, stdout, _("%s at %.12s holds this, and its fixes could run:\n"),
			      text_safe(a, in.url, 400), in.commit);
		contents_print(stdout, a, in.source, NULL);
		show_replaced(&in);
		fflush(stdout);
		workbench_print(stderr, &in.d);
		if (agrees(&in, arena_printf(a, _("Add it as %s?"), in.name), yes)) {
			if (incoming_accept(&in)) {
				passage_print(a, stdout, _("%s is added; remedy patterns remove %s takes it away\n"),
					      in.name, in.name);
				status = STATUS_DONE;
			} else {
				passage_tell(_("remedy patterns: it cannot be kept: %s\n"), strerror(errno));
			}
		}
	}
	incoming_end(&in);
	return status;
}

/* What git says of the two folders' differences, safe to show. */
static void
show_difference(struct arena *a, const char *before, const char *after)
{
	const char *said, *const diff[] = {
				  "diff", "--no-index", "--no-ext-diff", "--no-textconv", "--no-color", "--no-prefix",
				  "-U1",  "--",         before,          after,           NULL};
	struct buf out;
	git_run(a, NULL, diff, DIFF_LIMIT, &out, &said); /* its status tells that there are some */
	for (const char *p = out.text; *p != '\0';) {
		size_t n = strcspn(p, "\n");
		bool head = strncmp(p, "diff ", 5) == 0 || strncmp(p, "index ", 6) == 0;
		if (!head)
			printf("%s\n", text_safe(a, arena_strndup(a, p, n), 2000));
		p += n + (p[n] == '\n');
	}
}

static int
update_one(struct arena *a, const struct pack *p, bool yes)
{
	struct incoming in = {
		.a = a, .lock = -1, .name = p->name, .url = p->url, .ref = *p->ref != '\0' ? p->ref : NULL};
	int status = STATUS_NONE;
	if (!incoming_begin(&in)) {
		incoming_end(&in);
		return STATUS_NONE;
	}
	if (strcmp(in.commit, p->commit) == 0) {
		printf(_("%s is as it was: %.12s\n"), p->name, p->commit);
		status = STATUS_DONE;
	} else {
		struct source *before = source_new(a, "pack");
		for (char **file = source_files(a, p->dir); *file != NULL; file++)
			source_add_file(before, *file, false, NULL);
		source_finish(before, NULL);
		passage_print(a, stdout, _("%s has changed from %.12s to %.12s:\n"), p->name, p->commit, in.commit);
		show_difference(a, p->dir, in.files);
		passage_print(a, stdout, _("It now holds this, and its fixes could run:\n"));
		contents_print(stdout, a, in.source, before);
		fflush(stdout);
		workbench_print(stderr, &in.d);
		if (!agrees(&in, arena_printf(a, _("Take %s as it is now?"), p->name), yes))
			status = STATUS_NONE;
		else if (incoming_accept(&in))
			status = STATUS_DONE;
		else
			passage_tell(_("remedy patterns: it cannot be kept: %s\n"), strerror(errno));
	}
	incoming_end(&in);
	return status;
}

static int
no_such_pack(struct arena *a, const char *name)
{
	struct pack **all = pack_list(a);
	passage_tell(_("remedy patterns: there is no pack '%s'"), text_safe(a, name, 80));
	for (struct pack **p = all; *p != NULL; p++)
		fprintf(stderr, "%s%s", p == all ? _("; there are: ") : ", ", (*p)->name);
	fputc('\n', stderr);
	return STATUS_NONE;
}

int
pack_update(struct arena *a, int argc, char **argv)
{
	bool yes = take_yes(&argc, argv);
	int status = STATUS_DONE;
	for (int i = 0; i < argc; i++) {
		const struct pack *p = find_pack(a, argv[i]);
		int one = p != NULL ? update_one(a, p, yes) : no_such_pack(a, argv[i]);
		status = one > status ? one : status;
	}
	struct pack **all = pack_list(a);
	if (argc == 0 && *all == NULL) {
		passage_tell("%s", _("remedy patterns: there are no packs; remedy patterns add ADDRESS adds one\n"));
		return STATUS_NONE;
	}
	for (struct pack **p = all; argc == 0 && *p != NULL; p++) {
		int one = update_one(a, *p, yes);
		status = one > status ? one : status;
	}
	return status;
}

int
pack_remove(struct arena *a, int argc, char **argv)
{
	if (argc == 0)
		return command_misused(&command_patterns, _("remove needs the name of a pack"));
	int status = STATUS_DONE;
	for (int i = 0; i < argc; i++) {
		const struct pack *p = find_pack(a, argv[i]);
		if (p == NULL) {
			status = no_such_pack(a, argv[i]);
		} else if (!incoming_remove(p->dir)) {
			passage_tell(_("remedy patterns: %s cannot be removed: %s\n"), p->dir, strerror(errno));
			status = STATUS_NONE;
		} else {
			printf(_("%s is gone\n"), p->name);
		}
	}
	return status;
}
