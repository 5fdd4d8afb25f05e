#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/text.h"
#include "catalog/layer.h"
#include "catalog/pack.h"
#include "commands/command.h"
#include "commands/config.h"
#include "facts/facts.h"
#include "memory/inbox.h"
#include "memory/store.h"

enum { SUMMARY = 100, CURES = 100 };

/* What may follow, one a line, a tab and what it is behind it. */
struct completing {
	struct arena *a;
	const char *word; /* as far as it is typed */
};

static void
offer(const struct completing *c, const char *candidate, const char *description)
{
	if (strncmp(candidate, c->word, strlen(c->word)) == 0)
		printf("%s\t%s\n", candidate, text_safe(c->a, description, SUMMARY));
}

/* What the shell knows better: files, folders, commands. */
static void
leave_to_shell(const char *what)
{
	printf("@%s\t\n", what);
}

static void
offer_ids(const struct completing *c)
{
	struct catalog *catalog = catalog_open(c->a, getcwd(arena_alloc(c->a, 4096), 4096), NULL);
	for (size_t i = 0; i < catalog->count; i++)
		for (uint32_t n = 0; n < catalog->layers[i].db.count; n++) {
			struct entry e;
			struct arena *scratch = arena_new();
			if (database_keep(scratch, &catalog->layers[i].db, n, catalog->layers[i].name, &e) &&
			    !catalog_hides(catalog, i, e.pattern.id))
				offer(c, e.pattern.id, lang_text(e.pattern.summary));
			arena_free(scratch);
		}
	catalog_close(catalog);
}

/* The options are what a command's own help says that they are: lines that begin
 * with "  --name". */
static void
offer_options(const struct completing *c, const struct command *command)
{
	for (const char *line = _(command->help); *line != '\0'; line += strcspn(line, "\n"), line += *line == '\n') {
		if (strncmp(line, "  --", 4) != 0)
			continue;
		size_t n = strcspn(line, "\n");
		const char *all = arena_strndup(c->a, line + 2, n - 2), *gap = strstr(all, "  ");
		offer(c, arena_strndup(c->a, all, strcspn(all, " ")), gap != NULL ? gap + strspn(gap, " ") : "");
	}
	offer(c, "--help", _("what it does, and an example"));
}

static void
offer_actions(const struct completing *c, const struct command *patterns)
{
	for (const char *line = _(patterns->help); *line != '\0'; line += strcspn(line, "\n"), line += *line == '\n') {
		size_t n = strspn(line + 2, "abcdefghijklmnopqrstuvwxyz"), all = strcspn(line, "\n");
		if (strncmp(line, "  ", 2) != 0 || n == 0)
			continue;
		const char *rest = arena_strndup(c->a, line + 2 + n, all - n - 2), *gap = strstr(rest, "  ");
		offer(c, arena_strndup(c->a, line + 2, n), gap != NULL ? gap + strspn(gap, " ") : "");
	}
}

static void
offer_pattern_arguments(const struct completing *c, const char *action)
{
	bool both = strcmp(action, "test") == 0 || strcmp(action, "lint") == 0;
	if (both || strcmp(action, "show") == 0)
		offer_ids(c);
	if (both || strcmp(action, "pot") == 0)
		leave_to_shell("files");
	if (strcmp(action, "add") == 0)
		leave_to_shell("dirs");
	if (strcmp(action, "update") == 0 || strcmp(action, "remove") == 0)
		for (struct pack **p = pack_list(c->a); *p != NULL; p++)
			offer(c, (*p)->name, (*p)->url);
}

static void
offer_facts(const struct completing *c)
{
	struct catalog *catalog = catalog_open(c->a, NULL, NULL);
	for (const char *const *n = facts_names(facts_new(c->a, catalog, NULL)); *n != NULL; n++)
		offer(c, *n, "");
	catalog_close(catalog);
}

/* By their numbers, as remedy history --cures has them. */
static void
offer_cures(const struct completing *c)
{
	enum store_state state;
	size_t count;
	const struct store_cure *all = store_cures(c->a, CURES, &count, &state);
	for (size_t i = 0; i < count; i++)
		offer(c, arena_printf(c->a, "%lld", (long long)all[i].id),
		      arena_printf(c->a, "%s (%s)", all[i].cure.line, all[i].shape));
}

/* The value of the option before; false if that option takes none. */
static bool
offer_value(const struct completing *c, const char *command, const char *option)
{
	static const char *const forms[] = {"text", "json", "jsonl", "github", "sarif", "junit", NULL};
	static const char *const sums[] = {"table", "json", "jsonl", "plot", NULL};
	static const char *const plain[] = {"text", "json", NULL};
	if (strcmp(option, "--format") == 0) {
		bool adds = strcmp(command, "stats") == 0, explains = strcmp(command, "explain") == 0;
		for (const char *const *form = adds ? sums : explains ? forms : plain; *form != NULL; form++)
			offer(c, *form, "");
	} else if (strcmp(option, "--pattern") == 0) {
		offer_ids(c);
	} else if (strcmp(option, "--cure") == 0) {
		offer_cures(c);
	} else if (strcmp(option, "--inbox") == 0 || strcmp(option, "--forget") == 0) {
		const struct inbox in = inbox_read(c->a);
		for (size_t i = 0; i < in.count; i++)
			offer(c, arena_printf(c->a, "%zu", i + 1), in.all[i].shape);
	} else if (strcmp(option, "--python") == 0 || strcmp(option, "--files0-from") == 0) {
		leave_to_shell("files");
	} else {
		bool folder = strcmp(option, "--project") == 0 && strcmp(command, "add") != 0 &&
			      strcmp(command, "learn") != 0;
		return folder || strcmp(option, "--command") == 0 || strcmp(option, "--status") == 0 ||
		       strcmp(option, "--top") == 0 || strcmp(option, "--since") == 0 ||
		       strcmp(option, "--before") == 0 || strcmp(option, "--limit") == 0;
	}
	return true;
}

static void
offer_arguments(const struct completing *c, const char *command, char **words, int count)
{
	static const struct {
		const char *command, *kind;
	} leaves[] = {{"explain", "files"}, {"stats", "files"}, {"add", "files"},
		      {"allow", "dirs"},    {"deny", "dirs"},   {"run", "commands"}};
	for (size_t i = 0; i < sizeof(leaves) / sizeof(leaves[0]); i++)
		if (strcmp(leaves[i].command, command) == 0)
			leave_to_shell(leaves[i].kind);
	if (strcmp(command, "init") == 0) {
		offer(c, "bash", "");
		offer(c, "zsh", "");
		offer(c, "fish", "");
	} else if (strcmp(command, "facts") == 0) {
		offer_facts(c);
	} else if (strcmp(command, "forget") == 0 || strcmp(command, "learn") == 0) {
		offer_cures(c);
	} else if (strcmp(command, "enable") == 0) {
		for (const char **id = config_disabled(c->a); *id != NULL; id++)
			offer(c, *id, "");
	} else if ((strcmp(command, "why") == 0 && count == 2) || strcmp(command, "disable") == 0 ||
		   strcmp(command, "quiet") == 0) {
		offer_ids(c);
	} else if (strcmp(command, "patterns") == 0 && count > 2) {
		offer_pattern_arguments(c, words[1]);
	}
}

static int
complete_run(struct arena *a, int argc, char **argv)
{
	char **words = argv + 1;
	int count = argc - 1;
	if (count > 0 && strcmp(words[0], "--") == 0) {
		words++;
		count--;
	}
	const struct completing c = {a, count > 0 ? words[count - 1] : ""};
	bool helps = count == 2 && strcmp(words[0], "help") == 0;
	if (count <= 1 || helps) {
		for (const struct command *const *one = command_table; *one != NULL; one++)
			offer(&c, (*one)->name, _((*one)->summary));
		if (helps)
			return STATUS_DONE;
		offer(&c, "--help", _("what it does, and an example"));
		offer(&c, "--version", "");
		return STATUS_DONE;
	}
	for (const struct command *const *one = command_table; *one != NULL; one++) {
		if (strcmp((*one)->name, words[0]) != 0)
			continue;
		if (offer_value(&c, words[0], words[count - 2]))
			break;
		if (*c.word == '-')
			offer_options(&c, *one);
		else if (strcmp((*one)->name, "patterns") == 0 && count == 2)
			offer_actions(&c, *one);
		else
			offer_arguments(&c, (*one)->name, words, count);
	}
	return STATUS_DONE;
}

const struct command command_complete = {
	.name = "complete",
	.usage = "-- WORD…",
	.summary = N_("what could be typed next (called by the shell)"),
	.help = N_(
		"The words behind `remedy`, the last as far as it is typed. Prints a candidate a line, a tab and what it\n"
		"is; @files, @dirs and @commands stand for what the shell itself knows.\n"
		"\n"
		"Example: remedy complete -- patterns sh\n"),
	.run = complete_run,
};
