/* remedy facts: what is true here, and where each fact came from. */
#define _GNU_SOURCE
#include "facts/facts.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/jsontext.h"
#include "base/lang.h"
#include "base/path.h"
#include "base/text.h"
#include "commands/command.h"
#include "commands/passage.h"

extern const struct command command_facts;

enum { PATIENCE = 2000, TEXT_LIMIT = 2000, COLUMN = 27 };

/* The groups of a match that facts are about, as options. */
static const char *const groups[] = {"module", "package", "name", "type", "attribute", "file", "port"};
enum { GROUPS = sizeof(groups) / sizeof(groups[0]) };

struct request {
	const char *python;
	struct capture_group groups[GROUPS];
	size_t group_count;
	const char **names;
	size_t name_count;
	bool json;
};

/* False where the arguments make no sense; *status is then set. */
static bool
read_arguments(struct arena *a, int argc, char **argv, struct request *r, int *status)
{
	r->names = arena_array(a, (size_t)argc, sizeof(*r->names));
	for (int n = 1; n < argc; n++) {
		char *word = arena_strdup(a, argv[n]), *equals = strncmp(word, "--", 2) == 0 ? strchr(word, '=') : NULL;
		if (word[0] != '-') {
			r->names[r->name_count++] = word;
			continue;
		}
		if (equals != NULL)
			*equals = '\0';
		const char *value = equals != NULL ? equals + 1 : n + 1 < argc ? argv[n + 1] : NULL;
		bool known = strcmp(word, "--python") == 0 || strcmp(word, "--format") == 0;
		for (size_t g = 0; g < GROUPS; g++)
			known = known || (strncmp(word, "--", 2) == 0 && strcmp(word + 2, groups[g]) == 0);
		if (!known || value == NULL) {
			*status = known ? command_misused(&command_facts, _("%s needs a value"), word)
					: command_misused(&command_facts, _("there is no option '%s'"),
							  text_safe(a, argv[n], 40));
			return false;
		}
		n += equals == NULL;
		if (strcmp(word, "--python") == 0) {
			r->python = value;
		} else if (strcmp(word, "--format") == 0) {
			r->json = strcmp(value, "json") == 0;
			if (!r->json && strcmp(value, "text") != 0) {
				*status = command_misused(&command_facts, _("--format is text or json"));
				return false;
			}
		} else if (r->group_count < GROUPS) {
			r->groups[r->group_count++] = (struct capture_group){word + 2, value};
		}
	}
	return true;
}

/* A run of the interpreter that was named, as far as facts look at it. */
static struct failures *
run_of(struct arena *a, const char *python)
{
	char *cwd = arena_alloc(a, 4096);
	struct process *p = arena_alloc(a, sizeof(*p));
	p->python = true;
	p->argv = arena_array(a, 2, sizeof(*p->argv));
	p->argv[0] = arena_strdup(a, python);
	p->argc = 1;
	p->cwd = getcwd(cwd, 4096);
	p->env = environ;
	p->text = "";
	struct run *r = arena_alloc(a, sizeof(*r));
	r->local = true;
	r->status = -1;
	r->cwd = p->cwd;
	r->processes = p;
	r->count = 1;
	r->text = "";
	struct failures *f = arena_alloc(a, sizeof(*f));
	f->run = r;
	f->text = "";
	/* run_culprit looks for a process that failed. */
	p->ended = true;
	p->status = 1;
	return f;
}

static int
print_json(struct arena *a, struct facts *f, const struct match *m, const char *const *names)
{
	json_t *list = json_array();
	int status = STATUS_NONE;
	for (; *names != NULL; names++) {
		const char *value = facts_get(f, m, *names), *source = facts_source(f, m, *names);
		/* What is no UTF-8 cannot stand in JSON. */
		json_array_append_new(
			list,
			json_pack("{s:s, s:o, s:o}", "name", *names, "value",
				  value == NULL ? json_null() : json_string(text_safe(a, value, TEXT_LIMIT)), "source",
				  source == NULL ? json_null() : json_string(text_safe(a, source, TEXT_LIMIT))));
		if (value != NULL)
			status = STATUS_DONE;
	}
	json_t *root = json_pack("{s:i, s:o}", "version", 1, "facts", list);
	jsontext_print(stdout, root, 0);
	json_decref(root);
	return status;
}

static int
print_text(struct arena *a, struct facts *f, const struct match *m, const char *const *names)
{
	int status = STATUS_NONE;
	for (; *names != NULL; names++) {
		const char *value = facts_get(f, m, *names), *source = facts_source(f, m, *names);
		if (value == NULL) {
			printf("%-*s -\n", COLUMN, *names);
			continue;
		}
		status = STATUS_DONE;
		value = text_safe(a, value, TEXT_LIMIT);
		if (source == NULL || strcmp(source, value) == 0)
			printf("%-*s %s\n", COLUMN, *names, value);
		else
			printf("%-*s %s  (%s)\n", COLUMN, *names, value, text_safe(a, _(source), TEXT_LIMIT));
	}
	return status;
}

static int
facts_run(struct arena *a, int argc, char **argv)
{
	struct request r = {0};
	int status = STATUS_USAGE;
	if (!read_arguments(a, argc, argv, &r, &status))
		return status;
	struct catalog *c = catalog_open(a, NULL, NULL);
	struct facts *f = facts_new(a, c, r.python == NULL ? NULL : run_of(a, r.python));
	struct match m = {.groups = r.groups, .group_count = r.group_count};
	facts_patience(f, PATIENCE);
	const struct diagnostics *wrong = facts_diagnostics(f);
	for (const struct diagnostic *d = wrong->first; d != NULL; d = d->next)
		fprintf(stderr, "%s:%d:%d: %s\n", d->file, d->line, d->column, d->message);
	if (r.python != NULL && facts_get(f, &m, "python.real") == NULL) {
		passage_tell(_("remedy facts: there is no Python at '%s'\n"), text_safe(a, r.python, TEXT_LIMIT));
		status = STATUS_USAGE;
	} else {
		for (size_t n = 0; n < r.name_count; n++)
			if (!facts_known(f, r.names[n])) {
				passage_tell(_("remedy facts: there is no fact '%s'\n"),
					     text_safe(a, r.names[n], TEXT_LIMIT));
				catalog_close(c);
				return STATUS_USAGE;
			}
		const char *const *names = r.name_count > 0 ? r.names : facts_names(f);
		status = r.json ? print_json(a, f, &m, names) : print_text(a, f, &m, names);
	}
	catalog_close(c);
	return status;
}

const struct command command_facts = {
	.name = "facts",
	.usage = N_("[--python PATH] [--module NAME] [--format text|json] [NAME…]"),
	.summary = N_("what is true of this machine and its Python, and where each fact came from"),
	.help = N_("  --python PATH   of that interpreter (a path or a name on PATH) instead of python3\n"
		   "  --module NAME   facts about that module; likewise --package, --name, --type,\n"
		   "                  --attribute, --file and --port\n"
		   "  --format json   as one JSON object\n"
		   "\n"
		   "A fact that is not known is shown as \"-\". Native facts load their library.\n"
		   "\n"
		   "Example: remedy facts --python .venv/bin/python --module yaml module.installed\n"),
	.run = facts_run,
};
