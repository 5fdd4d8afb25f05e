#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/path.h"
#include "base/text.h"
#include "commands/change.h"
#include "commands/command.h"
#include "commands/commandline.h"
#include "commands/danger.h"
#include "commands/diagnosis.h"
#include "commands/editor.h"
#include "commands/handover.h"
#include "commands/passage.h"
#include "commands/recall.h"
#include "commands/steps.h"
#include "commands/typing.h"

extern const struct command command_fix;

enum { TOLD = 2, PATIENCE_MS = 2000, FIXES = 64 };

/* The last failure and its fixes, numbered as the hint shows them. */
struct scene {
	struct arena *a;
	const char *ring;
	const struct run *run;
	const struct fix *fixes[FIXES];
	const char *folders[FIXES]; /* where each failure's program stood */
	size_t count;
	bool waiting; /* the shell will run what we leave it */
};

static const char *
folder_of(const struct run *run, const struct hint *h)
{
	const struct failure *f = h->match != NULL ? h->match->failure : NULL;
	return f != NULL && f->process != NULL && f->process->cwd != NULL ? f->process->cwd : run->cwd;
}

static bool
scene_read(struct arena *a, struct scene *s)
{
	*s = (struct scene){.a = a};
	const char *ring = NULL;
	s->run = commandline_last(a, &ring);
	s->ring = ring;
	if (s->run == NULL) {
		passage_tell("%s", _("remedy fix: this shell knows of no failure; after one, ask again\n"));
		return false;
	}
	struct catalog *catalog = catalog_open(a, s->run->cwd, NULL);
	struct diagnosis d = diagnosis_parse(a, catalog, s->run);
	facts_patience(d.facts, PATIENCE_MS);
	diagnosis_hints(a, catalog, &d, 0);
	const struct recall recall = recall_of(a, &d, false);
	const struct hints told = recall_offer(a, &recall, &d, diagnosis_independent(a, catalog, &d, TOLD));
	for (size_t i = 0; i < told.count; i++)
		for (size_t k = 0; k < told.all[i].fix_count && s->count < FIXES; k++) {
			s->folders[s->count] = folder_of(s->run, &told.all[i]);
			s->fixes[s->count++] = &told.all[i].fixes[k];
		}
	catalog_close(catalog);
	s->waiting = handover_possible(a, getppid());
	if (s->count == 0)
		passage_tell("%s",
			     _("remedy fix: there is no fix for the last failure; remedy why tells what is known\n"));
	return s->count > 0;
}

/* What failed, if it can be offered again as one line. */
static const char *
failed_line(const struct scene *s)
{
	const char *command = s->run->command;
	return command != NULL && *command != '\0' && !text_is_hostile(command) ? command : NULL;
}

static const char *
fix_place(struct arena *a, const struct fix *f)
{
	const char *file = text_safe(a, f->file, 400);
	return f->line > 0 ? arena_printf(a, "%s:%d", file, f->line) : file;
}

static void
fix_list(const struct scene *s)
{
	for (size_t i = 0; i < s->count; i++) {
		const struct fix *f = s->fixes[i];
		const char *what = f->command != NULL  ? f->command
				   : f->text != NULL   ? f->text
				   : f->before != NULL ? arena_printf(s->a, "%s: %s → %s", fix_place(s->a, f),
								      text_safe(s->a, f->before, 200),
								      text_safe(s->a, f->after, 200))
						       : fix_place(s->a, f);
		printf("%2zu  %-8s %s\n", i + 1, f->kind, what);
	}
}

/* Shown before, so that it is seen what comes. */
static void
show_steps(struct arena *a, const char *command)
{
	size_t count;
	char **steps = steps_of(a, command, &count);
	if (count == 1)
		return;
	passage_print(a, stderr, _("%u steps; the first that fails is the last:\n"), (unsigned)count);
	for (size_t i = 0; i < count; i++)
		fprintf(stderr, "  %zu. %s\n", i + 1, steps[i]);
}

/* The fixes that are commands, behind the shell's own history. */
static const char **
fix_history(const struct scene *s, const struct fix *chosen)
{
	const char **history = typing_history(s->a, s->run->shell != NULL ? s->run->shell : "bash", s->count + 1);
	size_t n = 0;
	while (history[n] != NULL)
		n++;
	if (failed_line(s) != NULL)
		history[n++] = failed_line(s);
	for (size_t i = s->count; i > 0; i--)
		if (s->fixes[i - 1] != chosen && s->fixes[i - 1]->command != NULL)
			history[n++] = s->fixes[i - 1]->command;
	return history;
}

static bool
has_gap(const char *command)
{
	size_t n = strlen(command);
	return strstr(command, "…") != NULL || (n > 4 && strcmp(command + n - 4, "=...") == 0);
}

static int
fix_command(const struct scene *s, const struct fix *f)
{
	if (!typing_possible() || !s->waiting) {
		printf("%s\n", f->command);
		if (typing_possible())
			passage_tell(
				"%s",
				_("remedy fix: not called at the prompt of a shell with remedy in it; the command is only shown\n"));
		return STATUS_DONE;
	}
	if (*f->label != '\0')
		passage_print(s->a, stderr, "%s\n", text_safe(s->a, f->label, 400));
	show_steps(s->a, f->command);
	const struct typing t = {.prompt = _("fix> "), .text = f->command, .history = fix_history(s, f)};
	const char *line = typing_line(s->a, &t);
	/* A value that only the person knows. */
	while (line != NULL && strcmp(line, f->command) == 0 && has_gap(line)) {
		passage_print(s->a, stderr, _("  … stands for what you know: type it there\n"));
		line = typing_line(s->a, &t);
	}
	if (line == NULL || line[strspn(line, " \t")] == '\0')
		return STATUS_NONE;
	unsigned dangers = danger_of(s->a, line);
	if (f->privileged && strcmp(line, f->command) == 0)
		dangers |= dangers & DANGER_ADMINISTRATOR ? 0 : DANGER_SYSTEM;
	if (dangers != 0) {
		passage_print(s->a, stderr, "%s\n", danger_text(s->a, dangers));
		fprintf(stderr, "  %s\n", line);
		if (!typing_agrees(s->a, _("Run it?")))
			return STATUS_NONE;
	}
	const char *counted = steps_counted(s->a, line, s->run->shell != NULL ? s->run->shell : "bash");
	if (!handover_run(s->a, getppid(), line, failed_line(s), counted)) {
		passage_tell(_("remedy fix: the command cannot be handed to the shell: %s\n"), strerror(errno));
		return STATUS_NONE;
	}
	return STATUS_DONE;
}

static int
fix_edit(const struct scene *s, const struct fix *f, size_t number, bool apply)
{
	struct change c;
	struct timespec told;
	const char *why = "", *backup = "";
	bool known = handover_time(s->a, s->ring, &told);
	if (!change_read(s->a, f, s->folders[number - 1], known ? &told : NULL, &c, &why)) {
		fprintf(stderr, "remedy fix: %s\n", why);
		return STATUS_NONE;
	}
	struct buf out = buf_new(s->a);
	change_show(&out, &c);
	fputs(out.text, stdout);
	fflush(stdout);
	if (!apply) {
		passage_print(s->a, stderr, _("remedy fix --apply %zu makes this change\n"), number);
		return STATUS_DONE;
	}
	if (!typing_possible()) {
		passage_tell("%s", _("remedy fix: --apply asks first, and there is no terminal to ask at\n"));
		return STATUS_NONE;
	}
	if (!typing_agrees(s->a, _("Change the file?")))
		return STATUS_NONE;
	if (!change_apply(s->a, &c, &backup, &why)) {
		fprintf(stderr, "remedy fix: %s\n", why);
		return STATUS_NONE;
	}
	fprintf(stderr, _("changed; as it was: %s\n"), text_safe(s->a, backup, 400));
	if (s->waiting)
		handover_run(s->a, getppid(), "", failed_line(s), NULL);
	return STATUS_DONE;
}

static int
fix_open(const struct scene *s, const struct fix *f, size_t number)
{
	const char *folder = s->folders[number - 1] != NULL ? s->folders[number - 1] : "/";
	const char *file = path_of_python(s->a, path_normal(s->a, f->file, folder));
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
		printf("%s\n", fix_place(s->a, f));
		return STATUS_DONE;
	}
	if (!path_exists(file)) {
		passage_tell(_("remedy fix: %s is not there\n"), text_safe(s->a, file, 400));
		return STATUS_NONE;
	}
	if (!editor_open(s->a, file, f->line)) {
		passage_tell(_("remedy fix: no editor could be started for %s; set VISUAL or EDITOR\n"),
			     fix_place(s->a, f));
		return STATUS_NONE;
	}
	if (s->waiting)
		handover_run(s->a, getppid(), "", failed_line(s), NULL);
	return STATUS_DONE;
}

/* The first fix that something can be done with; with `apply` the first edit. */
static size_t
fix_preferred(const struct scene *s, bool apply)
{
	for (size_t i = 0; i < s->count; i++)
		if (apply ? s->fixes[i]->before != NULL : s->fixes[i]->text == NULL)
			return i + 1;
	return apply ? 0 : 1;
}

static int
fix_run(struct arena *a, int argc, char **argv)
{
	bool apply = false, list = false;
	size_t number = 0;
	for (int i = 1; i < argc; i++) {
		char *end;
		if (strcmp(argv[i], "--apply") == 0) {
			apply = true;
		} else if (strcmp(argv[i], "--list") == 0) {
			list = true;
		} else {
			if (*argv[i] == '-' && argv[i][1] == '-')
				return command_misused(&command_fix, _("'%s' is no option"), text_safe(a, argv[i], 40));
			if (number > 0)
				return command_misused(&command_fix, _("one fix at a time"));
			number = strtoul(argv[i], &end, 10);
			if (*argv[i] < '1' || *argv[i] > '9' || *end != '\0')
				return command_misused(&command_fix, _("'%s' is no number of a fix"),
						       text_safe(a, argv[i], 40));
		}
	}
	struct scene s;
	if (!scene_read(a, &s))
		return STATUS_NONE;
	if (list) {
		fix_list(&s);
		return STATUS_DONE;
	}
	if (number == 0)
		number = fix_preferred(&s, apply);
	if (number == 0) {
		passage_tell("%s", _("remedy fix: no fix of the last failure changes a file\n"));
		return STATUS_NONE;
	}
	if (number > s.count) {
		passage_tell(_("remedy fix: there are %zu fixes; remedy fix --list shows them\n"), s.count);
		return STATUS_USAGE;
	}
	const struct fix *f = s.fixes[number - 1];
	if (apply && f->before == NULL) {
		passage_tell(_("remedy fix: fix %zu changes no file\n"), number);
		return STATUS_USAGE;
	}
	if (f->command != NULL)
		return fix_command(&s, f);
	if (f->before != NULL)
		return fix_edit(&s, f, number, apply);
	if (f->file != NULL)
		return fix_open(&s, f, number);
	printf("%s\n", f->text);
	return STATUS_NONE;
}

const struct command command_fix = {
	.name = "fix",
	.usage = "[--list] [--apply] [N]",
	.summary = N_("run the fix of the last failure, after you have seen it"),
	.help = N_("  N         the N-th fix of the hint, from 1; without it the preferred one\n"
		   "  --list    all of them, a line each\n"
		   "  --apply   change the file as an edit fix says; asks, and keeps the old file as FILE~\n"
		   "\n"
		   "A command stands in an editable line (the up key shows the other fixes); Enter runs it in\n"
		   "this shell, Ctrl-C leaves. One that removes something or changes the system asks again.\n"
		   "After it the command line that failed is offered. Without a terminal it is only printed.\n"
		   "\n"
		   "Example: remedy fix 2\n"),
	.run = fix_run,
};
