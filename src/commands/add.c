/* add: a failure taught by questions, or in an editor. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/path.h"
#include "commands/command.h"
#include "commands/departure.h"
#include "commands/destination.h"
#include "commands/editor.h"
#include "commands/lesson.h"
#include "commands/passage.h"
#include "commands/questions.h"
#include "commands/typing.h"
#include "commands/workbench.h"
#include "memory/inbox.h"

extern const struct command command_add;

enum { FILE_LIMIT = 4 * 1024 * 1024 };

struct options {
	struct lesson_source from;
	bool edit, project;
};

static bool
read_arguments(int argc, char **argv, struct options *o)
{
	for (int i = 1; i < argc; i++) {
		char *end = NULL;
		if (strcmp(argv[i], "--from-last") == 0)
			o->from.from_last = true;
		else if (strcmp(argv[i], "--paste") == 0)
			o->from.paste = true;
		else if (strcmp(argv[i], "--edit") == 0)
			o->edit = true;
		else if (strcmp(argv[i], "--project") == 0)
			o->project = true;
		else if (strcmp(argv[i], "--inbox") == 0 && i + 1 < argc)
			o->from.inbox = (unsigned)strtoul(argv[++i], &end, 10);
		else if (strcmp(argv[i], "--cure") == 0 && i + 1 < argc)
			o->from.cure = (unsigned)strtoul(argv[++i], &end, 10);
		else if ((*argv[i] == '-' && argv[i][1] != '\0') || o->from.file != NULL)
			return false;
		else
			o->from.file = argv[i];
		if (end != NULL && (*end != '\0' || (o->from.inbox == 0 && o->from.cure == 0) || *argv[i] == '-'))
			return false;
	}
	return o->from.from_last + o->from.paste + (o->from.inbox != 0) + (o->from.cure != 0) +
		       (o->from.file != NULL) <=
	       1;
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

/* Whether what the editor left is good; what is wrong is told by line. There is no
 * such file yet, so that only its name is said. */
static bool
passes(struct arena *a, const char *file, const char *yaml)
{
	struct verdict v = workbench_judge(a, file, yaml, strlen(yaml));
	for (struct diagnostic *d = v.wrong.first; d != NULL; d = d->next)
		d->file = path_base(file);
	if (*v.failed != '\0')
		fprintf(stderr, "FAIL  %s\n%s", path_base(file), v.failed);
	workbench_print(stderr, &v.wrong);
	return v.accepted;
}

/* In the editor, until it passes. The file that is edited is a temporary one. */
static const char *
by_editor(struct lesson *l, const struct destination *to)
{
	struct arena *a = l->a;
	struct draft *d = &l->draft;
	/* One that was asked for may need none. */
	if (!typing_possible() && getenv("VISUAL") == NULL && getenv("EDITOR") == NULL) {
		passage_tell(
			"%s",
			_("remedy add: there is no terminal for an editor; set VISUAL or EDITOR to one that needs none\n"));
		return NULL;
	}
	if (d->fix_count == 0)
		draft_add_fix(a, d, _("say: what to do about it"));
	const char *yaml = draft_yaml(a, d);
	for (;;) {
		const char *temporary = getenv("TMPDIR");
		char *name = arena_printf(a, "%s/remedy-add-XXXXXX.yaml",
					  temporary != NULL && *temporary == '/' ? temporary : "/tmp");
		sigset_t before;
		departure_hold(&before);
		int fd = mkstemps(name, (int)strlen(".yaml"));
		if (fd < 0 || close(fd) != 0 || !path_write(a, name, yaml, strlen(yaml))) {
			fprintf(stderr, "remedy add: %s: %s\n", name, strerror(errno));
			if (fd >= 0)
				unlink(name);
			sigprocmask(SIG_SETMASK, &before, NULL);
			return NULL;
		}
		bool opened = editor_open(a, name, 0);
		const char *edited = path_read(a, name, FILE_LIMIT, false, NULL);
		unlink(name);
		sigprocmask(SIG_SETMASK, &before, NULL);
		if (!opened || edited == NULL) {
			passage_tell("%s", _("remedy add: no editor could be started; set VISUAL or EDITOR\n"));
			return NULL;
		}
		if (edited[strspn(edited, " \t\r\n")] == '\0')
			return NULL;
		yaml = edited;
		d->id = id_in(a, yaml, d->id);
		bool taken = path_exists(questions_file(a, to, d));
		if (taken)
			passage_print(a, stderr, _("  there is a file %s\n"), questions_file(a, to, d));
		if (!taken && passes(a, questions_file(a, to, d), yaml))
			return yaml;
		if (!typing_possible() || typing_agrees(a, _("That does not pass. Throw it away?")))
			return NULL;
	}
}

static int
add_run(struct arena *a, int argc, char **argv)
{
	struct options o = {.edit = false};
	struct lesson l = {.a = a};
	struct destination to;
	if (!read_arguments(argc, argv, &o))
		return command_misused(&command_add, _("one of --from-last, --paste, --inbox N, --cure N and FILE"));
	if (!(o.project ? destination_project(a, &to) : destination_own(a, &to)))
		return STATUS_NONE;
	int begun = lesson_begin(&l, &o.from);
	if (begun != STATUS_DONE)
		return begun;
	struct catalog *catalog = catalog_open(a, to.project, NULL);
	/* A name that nobody has. */
	const char *first = l.draft.id;
	for (unsigned n = 2;
	     catalog_find(a, catalog, l.draft.id) != NULL || path_exists(questions_file(a, &to, &l.draft)); n++)
		l.draft.id = arena_printf(a, "%s-%u", first, n);
	const char *yaml = o.edit ? by_editor(&l, &to) : questions_ask(&l, &to, catalog);
	catalog_close(catalog);
	if (yaml == NULL) {
		passage_tell("%s", _("remedy add: nothing was written\n"));
		return STATUS_NONE;
	}
	const char *file = questions_file(a, &to, &l.draft);
	if (!path_write(a, file, yaml, strlen(yaml))) {
		passage_tell(_("remedy add: %s cannot be written: %s; here it is:\n"), file, strerror(errno));
		fputs(yaml, stdout);
		return STATUS_NONE;
	}
	if (l.shape != NULL)
		inbox_forget(a, l.shape);
	if (destination_written(a, &to, file, yaml))
		passage_print(a, stdout, _("%s knows it from now on; its test passes: remedy patterns test %s\n"), file,
			      l.draft.id);
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
