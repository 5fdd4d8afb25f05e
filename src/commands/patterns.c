#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/lang.h"
#include "base/path.h"
#include "base/text.h"
#include "catalog/compile.h"
#include "catalog/layer.h"
#include "catalog/pack.h"
#include "catalog/source.h"
#include "catalog/trust.h"
#include "commands/command.h"
#include "commands/config.h"
#include "commands/pack.h"
#include "commands/pager.h"
#include "commands/passage.h"
#include "commands/pot.h"
#include "commands/workbench.h"
#include "hint/hint.h"

extern const struct command command_patterns;

static int
patterns_list(struct arena *a, int argc, char **argv)
{
	/* With somebody to hear what is wrong, the sources are read as they are now. */
	struct diagnostics d = diagnostics_new(a);
	struct catalog *c = catalog_open(a, workbench_folder(a), &d);
	workbench_print(stderr, &d);
	struct buf list = buf_new(a);
	struct arena *scratch = arena_new();
	enum { LEAST = 20 };
	size_t columns = passage_columns(STDOUT_FILENO);
	for (size_t i = 0; i < c->count; i++)
		for (uint32_t n = 0; n < c->layers[i].db.count; n++) {
			struct entry e;
			if (database_keep(scratch, &c->layers[i].db, n, c->layers[i].name, &e) &&
			    !catalog_hides(c, i, e.pattern.id)) {
				bool wanted = argc == 0;
				for (int k = 0; k < argc; k++)
					wanted |= strstr(e.pattern.id, argv[k]) != NULL ||
						  strstr(e.pattern.summary, argv[k]) != NULL;
				if (wanted) {
					char *line = arena_printf(scratch, "%-40s %-9s %s", e.pattern.id,
								  e.pattern.layer, e.pattern.summary);
					buf_printf(&list, "%s\n",
						   columns >= LEAST ? text_wrap(scratch, line, columns, "    ") : line);
				}
			}
			arena_reset(scratch);
		}
	arena_free(scratch);
	catalog_close(c);
	if (list.size == 0) {
		passage_tell("%s", argc > 0 ? _("remedy patterns: no pattern has such a word in its id or summary\n")
					    : _("remedy patterns: there are no patterns; remedy doctor tells why\n"));
		return STATUS_NONE;
	}
	return pager_show(list.text, list.size) ? STATUS_DONE : STATUS_NONE;
}

static bool
line_begins_entry(const char *p)
{
	return p[0] == '-' && (p[1] == ' ' || p[1] == '\n');
}

/* The lines of the file from line `line` to the entry's end; false if the file
 * is not there any more. */
static bool
print_entry(struct arena *a, const char *file, int line)
{
	char *text = path_read(a, file, SOURCE_SIZE, false, NULL);
	const char *start = text;
	for (int i = 1; start != NULL && i < line; i++) {
		start = strchr(start, '\n');
		start = start == NULL ? NULL : start + 1;
	}
	if (start == NULL)
		return false;
	const char *end = start;
	do {
		end = strchr(end, '\n');
		end = end == NULL ? NULL : end + 1;
	} while (end != NULL && *end != '\0' && !line_begins_entry(end) && *end != '#');
	fwrite(start, 1, end == NULL ? strlen(start) : (size_t)(end - start), stdout);
	return true;
}

static int
patterns_show(struct arena *a, int argc, char **argv)
{
	if (argc == 0)
		return command_misused(&command_patterns, _("show needs an id"));
	struct diagnostics d = diagnostics_new(a);
	struct catalog *c = catalog_open(a, workbench_folder(a), &d);
	int status = STATUS_DONE;
	for (int i = 0; i < argc; i++) {
		struct disabler by = {.line = 0};
		const struct pattern *p = catalog_find(a, c, argv[i]);
		if (p == NULL)
			p = catalog_find_disabled(a, c, argv[i], &by);
		if (p == NULL) {
			passage_tell(_("remedy patterns: there is no pattern '%s'\n"), text_safe(a, argv[i], 200));
			status = STATUS_NONE;
			continue;
		}
		const char *file = hint_source(a, p);
		printf("# %s:%d (%s)\n", file, p->line, p->layer);
		if (by.file != NULL)
			printf(_("# switched off by %s:%d; %s\n"), text_safe(a, by.file, 400), by.line,
			       config_enabling(a, argv[i], by.file));
		if (!print_entry(a, file, p->line))
			printf("- id: %s\n  summary: %s\n", p->id, p->summary);
	}
	catalog_close(c);
	return status;
}

static int
patterns_path(struct arena *a, int argc, char **argv)
{
	(void)argv;
	if (argc > 0)
		return command_misused(&command_patterns, _("path takes no argument"));
	char *project = layer_project(a, workbench_folder(a), NULL);
	const char *config = path_config(a);
	const char *share = path_share(a);
	if (project != NULL)
		printf("project   %s%s\n", project, trust_of(a, project) == TRUST_ALLOWED ? "" : _("  (not allowed)"));
	if (config != NULL)
		printf("user      %s\n", path_join(a, config, "patterns"));
	for (struct pack **p = pack_list(a); *p != NULL; p++)
		printf("pack      %s  (%s%s%s, %.12s)\n", (*p)->dir, text_safe(a, (*p)->url, 400),
		       *(*p)->ref != '\0' ? "@" : "", text_safe(a, (*p)->ref, 80), text_safe(a, (*p)->commit, 80));
	if (share != NULL)
		printf("built-in  %s\n", path_join(a, share, "patterns"));
	return STATUS_DONE;
}

/* compile DIR OUT: what `make` calls. Findings are told, and the rest compiled. */
static int
patterns_compile(struct arena *a, int argc, char **argv)
{
	if (argc != 2)
		return command_misused(&command_patterns, _("compile needs a folder and a file"));
	struct diagnostics d = diagnostics_new(a);
	struct source *s = source_new(a, "built-in");
	char **files = source_files(a, argv[0]);
	for (size_t i = 0; files[i] != NULL; i++)
		source_add_file(s, files[i], true, &d);
	source_finish(s, &d);
	workbench_print(stderr, &d);
	/* Where they were compiled is not where they will stand (hint_source). */
	for (size_t i = 0; i < s->pattern_count; i++)
		s->patterns[i]->pattern.file = path_base(s->patterns[i]->pattern.file);
	const char *temporary = arena_printf(a, "%s.new", argv[1]);
	int fd = open(temporary, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	bool good = fd >= 0 && compile_write(fd, s, "make") && fchmod(fd, 0644) == 0;
	if (fd >= 0)
		good = close(fd) == 0 && good;
	good = good && rename(temporary, argv[1]) == 0;
	if (!good) {
		passage_tell(_("remedy patterns: cannot write %s: %s\n"), argv[1], strerror(errno));
		return STATUS_USAGE;
	}
	return STATUS_DONE;
}

static int
patterns_run(struct arena *a, int argc, char **argv)
{
	static const struct {
		const char *name;
		int (*run)(struct arena *a, int argc, char **argv);
	} actions[] = {
		{"list", patterns_list},       {"show", patterns_show}, {"test", workbench_test},
		{"lint", workbench_lint},      {"path", patterns_path}, {"pot", pot_run},
		{"compile", patterns_compile}, {"add", pack_add},       {"update", pack_update},
		{"remove", pack_remove},
	};
	if (argc < 2)
		return command_misused(&command_patterns, _("list, show, test, lint, path, add, update or remove?"));
	for (int i = 2; i < argc; i++)
		if (argv[i][0] == '-' && argv[i][1] != '\0' && strcmp(argv[i], "--yes") != 0)
			return command_misused(&command_patterns, _("'%s' is no option"), text_safe(a, argv[i], 40));
	for (size_t i = 0; i < sizeof(actions) / sizeof(*actions); i++)
		if (strcmp(actions[i].name, argv[1]) == 0)
			return actions[i].run(a, argc - 2, argv + 2);
	return command_misused(&command_patterns, _("unknown action '%s'"), text_safe(a, argv[1], 40));
}

const struct command command_patterns = {
	.name = "patterns",
	.usage = "list|show|test|lint|path|add|update|remove [ARGUMENT…]",
	.summary = N_("the catalog: what it knows, and whether it holds"),
	.help = N_(
		"  list [WORD…]        patterns whose id or summary has one of the words\n"
		"  show ID…            a pattern as it was written\n"
		"  test [FILE…|ID…]    runs the patterns' examples\n"
		"  lint [FILE…|ID…]    tells what is wrong with them, by file, line and column\n"
		"  path                where patterns are read from, strongest first\n"
		"  add ADDRESS[@REF]   a pack: the patterns of a git repository, pinned to the commit; shows them first\n"
		"  update [PACK…]      shows what changed in the repositories, and takes it\n"
		"  remove PACK…        takes a pack away\n"
		"  pot [FOLDER|FILE…]  their texts, for translators\n"
		"add and update ask; --yes: they do not.\n"
		"\nExample: remedy patterns test ~/.config/remedy/patterns/mine.yaml\n"),
	.run = patterns_run,
};
