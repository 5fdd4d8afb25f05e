#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/lang.h"
#include "base/path.h"
#include "base/text.h"
#include "catalog/hierarchy.h"
#include "commands/command.h"
#include "commands/commandline.h"
#include "commands/destination.h"
#include "commands/diagnosis.h"
#include "commands/draft.h"
#include "commands/editor.h"
#include "commands/input.h"
#include "commands/sieve.h"
#include "commands/typing.h"
#include "commands/workbench.h"
#include "memory/inbox.h"
#include "memory/mask.h"
#include "memory/shape.h"
#include "memory/store.h"

extern const struct command command_add;

enum { PASTE_LIMIT = 4 * 1024 * 1024, WORDS = 2000, EXCEPTIONS = 500, INNOCENT_MANY = 3 };

struct adding {
	struct arena *a;
	bool from_last, paste, edit, project;
	const char *file;
	unsigned inbox; /* number in the list; 0: not asked for */
	unsigned cure;  /* likewise, of remedy history --cures */
	struct draft draft;
	const char *shape; /* of the failure, to be taken out of the inbox */
	const char *ring;
	struct destination to;
	struct sieve sieve;
	const char **words; /* for texts: groups and facts, each behind a { */
	const char **history;
	const char *shell; /* whose history may hold what cured it; NULL if not known */
};

static bool
read_arguments(int argc, char **argv, struct adding *add)
{
	for (int i = 1; i < argc; i++) {
		char *end = NULL;
		if (strcmp(argv[i], "--from-last") == 0)
			add->from_last = true;
		else if (strcmp(argv[i], "--paste") == 0)
			add->paste = true;
		else if (strcmp(argv[i], "--edit") == 0)
			add->edit = true;
		else if (strcmp(argv[i], "--project") == 0)
			add->project = true;
		else if (strcmp(argv[i], "--inbox") == 0 && i + 1 < argc)
			add->inbox = (unsigned)strtoul(argv[++i], &end, 10);
		else if (strcmp(argv[i], "--cure") == 0 && i + 1 < argc)
			add->cure = (unsigned)strtoul(argv[++i], &end, 10);
		else if (*argv[i] == '-' || add->file != NULL)
			return false;
		else
			add->file = argv[i];
		if (end != NULL && (*end != '\0' || (add->inbox == 0 && add->cure == 0) || *argv[i] == '-'))
			return false;
	}
	return add->from_last + add->paste + (add->inbox != 0) + (add->cure != 0) + (add->file != NULL) <= 1;
}

/* What is typed or pasted, until Ctrl-D or a line with a dot alone. */
static char *
read_paste(struct arena *a)
{
	struct buf text = buf_new(a);
	char chunk[4096];
	size_t line = 0; /* where the last one begins */
	fputs(_("Paste what was printed; Ctrl-D, or a line with a dot alone, ends it.\n"), stderr);
	while (text.size < PASTE_LIMIT) {
		ssize_t n = read(STDIN_FILENO, chunk, sizeof(chunk));
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		buf_add(&text, chunk, (size_t)n);
		if (strcmp(text.text + line, ".\n") == 0) {
			text.size = line;
			text.text[line] = '\0';
			break;
		}
		if (text.text[text.size - 1] == '\n')
			line = text.size;
	}
	return text.text;
}

static bool
begin_with_run(struct adding *add, const struct run *run)
{
	struct catalog *catalog = catalog_open(add->a, run->cwd, NULL);
	struct diagnosis d = diagnosis_parse(add->a, catalog, run);
	diagnosis_hints(add->a, catalog, &d, 1);
	const struct failure *root = d.failures->root;
	if (root == NULL) {
		fputs(_("remedy add: no failure was read in it; remedy explain --trace tells what was\n"), stderr);
	} else {
		add->draft = draft_of_failure(add->a, d.failures, root);
		add->shape = shape_of(add->a, root->type, root->message);
		if (d.hints.count > 0)
			fprintf(stderr, _("The pattern %s knows it already; yours will speak instead.\n"),
				d.hints.all[0].id);
	}
	catalog_close(catalog);
	return root != NULL;
}

/* One of the inbox: the last failure itself if it was of this shape, else what can
 * be made of the shape. */
static bool
begin_with_shape(struct adding *add)
{
	const struct inbox in = inbox_read(add->a);
	if (add->inbox > in.count) {
		fputs(_("remedy add: there is no such number in the inbox; remedy inbox shows it\n"), stderr);
		return false;
	}
	add->shape = in.all[add->inbox - 1].shape;
	const struct run *run = commandline_last(add->a, &add->ring);
	const struct failure *root = run != NULL ? failure_parse(add->a, run)->root : NULL;
	if (root != NULL && strcmp(shape_of(add->a, root->type, root->message), add->shape) == 0)
		return begin_with_run(add, run);
	add->draft = draft_of_shape(add->a, add->shape);
	return true;
}

/* What cured it, as it is typed for a fix. What cannot be run again as it stands is said. */
static char *
fix_of_cure(struct arena *a, const struct cure *c)
{
	struct buf text = buf_new(a);
	for (const char *p = c->line; *p != '\0'; p++) {
		buf_add_char(&text, *p);
		if (*p == '{' || *p == '}') /* else a group of the expression */
			buf_add_char(&text, *p);
	}
	if (strcmp(c->kind, "edit") == 0)
		return arena_printf(a, "say: %s", arena_printf(a, _("a change of %s"), text.text));
	return arena_printf(a, "%s: %s", mask_is_in(c->line) ? "say" : "run", text.text);
}

/* A failure that was cured, with what cured it as the first fix. */
static bool
begin_with_cure(struct adding *add)
{
	enum store_state state;
	size_t count;
	const struct store_cure *all = store_cures(add->a, STORE_CURES, &count, &state);
	for (size_t i = 0; i < count; i++) {
		if (all[i].id != (int64_t)add->cure)
			continue;
		add->draft = draft_of_shape(add->a, all[i].shape);
		draft_add_fix(add->a, &add->draft, fix_of_cure(add->a, &all[i].cure));
		add->draft.where = "remedy history";
		return true;
	}
	fputs(_("remedy add: there is no such cure; remedy history --cures shows them\n"), stderr);
	return false;
}

static bool
begin_with_text(struct adding *add, const char *text, size_t size)
{
	return begin_with_run(add, run_from_text(add->a, text, size, NULL, -1));
}

/* The draft that the questions start from. False after saying why there is none. */
static bool
begin(struct adding *add)
{
	if (add->file != NULL) {
		struct input in;
		if (!input_read(&in, add->file)) {
			fprintf(stderr, "remedy add: %s: %s\n", text_safe(add->a, add->file, 1000), strerror(errno));
			return false;
		}
		return begin_with_text(add, in.text, in.size);
	}
	if (add->inbox > 0)
		return begin_with_shape(add);
	if (add->cure > 0)
		return begin_with_cure(add);
	const struct run *run = add->paste ? NULL : commandline_last(add->a, &add->ring);
	if (run != NULL) {
		add->shell = run->shell;
		return begin_with_run(add, run);
	}
	if (add->from_last || !typing_possible()) {
		fputs(_("remedy add: this shell knows of no failure; name a file with what was printed, or say --paste\n"),
		      stderr);
		return false;
	}
	const char *text = read_paste(add->a);
	return begin_with_text(add, text, strlen(text));
}

static void
begin_words(struct adding *add, struct facts *facts)
{
	size_t count = 0;
	add->words = arena_array(add->a, WORDS + 1, sizeof(*add->words));
	for (const char *const *n = draft_fix_names(); *n != NULL; n++)
		add->words[count++] = arena_printf(add->a, "%s ", *n);
	for (size_t i = 0; i < add->draft.proposal.count; i++)
		add->words[count++] = arena_printf(add->a, "{%s}", add->draft.proposal.groups[i]);
	static const char *const others[] = {"message", "type", "command", "file", "line", "function", "source", NULL};
	for (const char *const *n = others; *n != NULL; n++)
		add->words[count++] = arena_printf(add->a, "{%s}", *n);
	for (const char *const *n = facts_names(facts); *n != NULL && count < WORDS; n++)
		add->words[count++] = arena_printf(add->a, "{%s}", *n);
}

/* A line that is asked for; NULL if the person leaves. */
static const char *
ask(struct adding *add, const char *prompt, const char *text, const char *const *words)
{
	const struct typing t = {.prompt = prompt, .text = text, .words = words, .history = add->history};
	const char *line = typing_line(add->a, &t);
	add->history = NULL; /* kept by readline */
	if (line == NULL)
		return NULL;
	while (text_is_hostile(line)) {
		fputs(_("  there are control characters in it\n"), stderr);
		const struct typing again = {.prompt = prompt, .text = text_safe(add->a, line, 2000), .words = words};
		line = typing_line(add->a, &again);
		if (line == NULL)
			return NULL;
	}
	size_t n = strlen(line += strspn(line, " \t"));
	while (n > 0 && strchr(" \t", line[n - 1]) != NULL)
		n--;
	return arena_strndup(add->a, line, n);
}

static bool
ask_id(struct adding *add, struct catalog *catalog)
{
	static const char *const none[] = {NULL};
	for (const char *text = add->draft.id;;) {
		const char *id = text = ask(add, _("name> "), text, none);
		if (id == NULL)
			return false;
		size_t n = strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-");
		const struct pattern *p = id[n] == '\0' && *id != '\0' ? catalog_find(add->a, catalog, id) : NULL;
		const char *file = arena_printf(add->a, "%s/%s.yaml", add->to.folder, id);
		if (id[n] != '\0' || *id == '\0' || *id == '-' || n > 80) {
			fputs(_("  small letters, digits and hyphens\n"), stderr);
		} else if (p != NULL) {
			fprintf(stderr, _("  there is one of that name: %s:%d\n"), hint_source(add->a, p), p->line);
		} else if (path_exists(file) || strcmp(id, "disabled") == 0) {
			fprintf(stderr, _("  there is a file %s\n"), file);
		} else {
			add->draft.id = id;
			return true;
		}
	}
}

static bool
ask_match(struct adding *add)
{
	if (add->draft.exception != NULL) {
		const char *words[EXCEPTIONS + 2] = {add->draft.exception};
		for (size_t n = 0; n < EXCEPTIONS && hierarchy_known(n) != NULL; n++)
			words[n + 1] = hierarchy_known(n);
		const char *type = ask(add, _("exception> "), add->draft.exception, words);
		if (type == NULL)
			return false;
		add->draft.exception = *type != '\0' ? type : add->draft.exception;
	}
	add->sieve.exception = add->draft.exception;
	add->sieve.message = add->draft.message;
	for (const char *text = add->draft.match;;) {
		const struct typing t = {.prompt = "match> ",
					 .text = text,
					 .words = (const char *const[]){NULL},
					 .live = sieve_prompt,
					 .context = &add->sieve};
		text = typing_line(add->a, &t);
		if (text == NULL)
			return false;
		const struct sieved r = sieve_try(add->a, &add->sieve, text);
		add->draft.match = text;
		if (!r.valid)
			fprintf(stderr, "  %s\n", r.error);
		else if (!r.own)
			fprintf(stderr, _("  it does not match: %s\n"), text_safe(add->a, add->draft.message, 400));
		else if (r.innocent > INNOCENT_MANY)
			fprintf(stderr, _("  it also matches %u harmless outputs, such as: %s\n"), r.innocent,
				r.innocent_line);
		else
			return true;
	}
}

static bool
ask_texts(struct adding *add)
{
	const char *summary = add->draft.summary;
	do {
		summary = ask(add, _("what is wrong> "), summary, add->words);
		if (summary == NULL)
			return false;
	} while (*summary == '\0');
	add->draft.summary = summary;
	const char *why = ask(add, _("why (may be empty)> "), add->draft.why, add->words);
	if (why == NULL)
		return false;
	add->draft.why = why;
	return true;
}

/* What was run in this shell: the cure may be among it. readline keeps it for all
 * questions that follow. */
static const char **
cures(struct adding *add)
{
	const char **lines = typing_history(add->a, add->shell, 0);
	for (const char **line = lines; *line != NULL; line++)
		*line = arena_printf(add->a, "run: %s", *line);
	return lines;
}

static bool
ask_fixes(struct adding *add)
{
	add->draft.fix_count = 0;
	add->history = add->history != NULL ? NULL : cures(add);
	for (const char *text = NULL;;) {
		text = ask(add, add->draft.fix_count == 0 ? _("fix> ") : _("another (or nothing)> "), text, add->words);
		if (text == NULL)
			return false;
		if (*text == '\0')
			return true;
		const char *wrong = draft_add_fix(add->a, &add->draft, text);
		if (wrong != NULL)
			fprintf(stderr, "  %s\n", wrong);
		else
			text = NULL;
	}
}

static const char *
draft_file(struct adding *add)
{
	return arena_printf(add->a, "%s/%s.yaml", add->to.folder, add->draft.id);
}

/* The questions, until what they make passes. NULL if the person leaves. */
static const char *
by_questions(struct adding *add, struct catalog *catalog)
{
	if (!typing_possible()) {
		fputs(_("remedy add: it asks questions, and there is no terminal to ask at; docs/patterns.md tells how to write the file\n"),
		      stderr);
		return NULL;
	}
	fputs(_("An empty line takes nothing, Ctrl-C leaves, Tab completes. It is about:\n"), stderr);
	fprintf(stderr, "  %s%s%s\n", add->draft.exception != NULL ? add->draft.exception : "",
		add->draft.exception != NULL ? ": " : "", text_safe(add->a, add->draft.message, 400));
	for (;;) {
		if (!ask_id(add, catalog) || !ask_match(add) || !ask_texts(add) || !ask_fixes(add))
			return NULL;
		const char *yaml = draft_yaml(add->a, &add->draft);
		if (workbench_accepts(add->a, draft_file(add), yaml, strlen(yaml), stderr))
			return yaml;
		fputs(_("That does not pass; once more, with your answers:\n"), stderr);
	}
}

/* The id of the first pattern in a file's text, for the file's name. */
static const char *
id_in(struct arena *a, const char *yaml, const char *otherwise)
{
	const char *p = strncmp(yaml, "- id: ", 6) == 0 ? yaml : strstr(yaml, "\n- id: ");
	if (p == NULL)
		return otherwise;
	p = strstr(p, "- id: ") + 6;
	size_t n = strspn(p, "abcdefghijklmnopqrstuvwxyz0123456789-");
	return n > 0 && n <= 80 && *p != '-' ? arena_strndup(a, p, n) : otherwise;
}

/* In the editor, until it passes. The file that is edited is a temporary one. */
static const char *
by_editor(struct adding *add, struct catalog *catalog)
{
	struct arena *a = add->a;
	const char *first = add->draft.id;
	/* One that was asked for may need none. */
	if (!typing_possible() && getenv("VISUAL") == NULL && getenv("EDITOR") == NULL) {
		fputs(_("remedy add: there is no terminal for an editor; set VISUAL or EDITOR to one that needs none\n"),
		      stderr);
		return NULL;
	}
	for (unsigned n = 2; catalog_find(a, catalog, add->draft.id) != NULL || path_exists(draft_file(add)); n++)
		add->draft.id = arena_printf(a, "%s-%u", first, n);
	if (add->draft.fix_count == 0)
		draft_add_fix(a, &add->draft, _("say: what to do about it"));
	const char *yaml = draft_yaml(a, &add->draft);
	for (;;) {
		const char *temporary = getenv("TMPDIR");
		char *name = arena_printf(a, "%s/remedy-add-XXXXXX.yaml",
					  temporary != NULL && *temporary == '/' ? temporary : "/tmp");
		int fd = mkstemps(name, (int)strlen(".yaml"));
		if (fd < 0 || close(fd) != 0 || !path_write(a, name, yaml, strlen(yaml))) {
			fprintf(stderr, "remedy add: %s: %s\n", name, strerror(errno));
			if (fd >= 0)
				unlink(name);
			return NULL;
		}
		bool opened = editor_open(a, name, 0);
		const char *edited = path_read(a, name, PASTE_LIMIT, false, NULL);
		unlink(name);
		if (!opened || edited == NULL) {
			fputs(_("remedy add: no editor could be started; set VISUAL or EDITOR\n"), stderr);
			return NULL;
		}
		if (edited[strspn(edited, " \t\r\n")] == '\0')
			return NULL;
		yaml = edited;
		add->draft.id = id_in(a, yaml, add->draft.id);
		bool taken = path_exists(draft_file(add));
		if (taken)
			fprintf(stderr, _("  there is a file %s\n"), draft_file(add));
		if (!taken && workbench_accepts(a, draft_file(add), yaml, strlen(yaml), stderr))
			return yaml;
		if (!typing_possible() || typing_agrees(a, _("That does not pass. Throw it away?")))
			return NULL;
	}
}

static int
add_run(struct arena *a, int argc, char **argv)
{
	struct adding add = {.a = a};
	if (!read_arguments(argc, argv, &add))
		return command_misused(&command_add, _("one of --from-last, --paste, --inbox N and FILE"));
	if (!(add.project ? destination_project(a, &add.to) : destination_own(a, &add.to)) || !begin(&add))
		return STATUS_NONE;
	struct catalog *catalog = catalog_open(a, add.to.project, NULL);
	sieve_open(a, &add.sieve, add.ring);
	begin_words(&add, facts_new(a, catalog, NULL));
	const char *yaml = add.edit ? by_editor(&add, catalog) : by_questions(&add, catalog);
	catalog_close(catalog);
	if (yaml == NULL) {
		fputs(_("remedy add: nothing was written\n"), stderr);
		return STATUS_NONE;
	}
	const char *file = draft_file(&add);
	if (!path_write(a, file, yaml, strlen(yaml))) {
		fprintf(stderr, _("remedy add: %s cannot be written: %s; here it is:\n"), file, strerror(errno));
		fputs(yaml, stdout);
		return STATUS_NONE;
	}
	if (add.shape != NULL)
		inbox_forget(a, add.shape);
	if (destination_written(a, &add.to, file, yaml))
		printf(_("%s knows it from now on; its test passes: remedy patterns test %s\n"), file, add.draft.id);
	else
		printf(_("%s is written; it is silent until remedy allow, which shows what else stands there\n"), file);
	return STATUS_DONE;
}

const struct command command_add = {
	.name = "add",
	.usage = "[--from-last|--paste|--inbox N|--cure N|FILE] [--edit] [--project]",
	.summary = N_("teach remedy a failure: a pattern of your own, by questions"),
	.help = N_("  --from-last  the last failure of this shell (so without any of these, if there is one)\n"
		   "  --paste      text that you paste\n"
		   "  --inbox N    one that remedy inbox lists\n"
		   "  --cure N     one that remedy history --cures lists, with that cure\n"
		   "  FILE         a file with what was printed; -: standard input, with --edit\n"
		   "  --edit       write it in your editor instead\n"
		   "  --project    keep it in the project's .remedy, for all who work on it\n"
		   "\n"
		   "Proposes the expression for the message, shows while you type what it matches among the last\n"
		   "failures of this shell and a thousand harmless outputs, asks for the rest, and tests what came\n"
		   "of it before it is kept in ~/.config/remedy/patterns.\n"
		   "\n"
		   "Example: remedy add --from-last\n"),
	.run = add_run,
};
