/* The table of commands and nothing else. */
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/descriptor.h"
#include "base/lang.h"
#include "base/text.h"
#include "commands/command.h"
#include "commands/passage.h"
#include "hint/narrow.h"

extern const struct command command_init, command_report, command_not_found, command_why, command_explain,
	command_patterns, command_facts, command_doctor, command_fix, command_off, command_on, command_quiet,
	command_disable, command_enable, command_run, command_allow, command_deny, command_add, command_inbox,
	command_complete, command_stats, command_remember, command_history, command_forget, command_learn;

const struct command *const command_table[] = {
	&command_init,      &command_why,
	&command_fix,       &command_explain,
	&command_stats,     &command_run,
	&command_add,       &command_inbox,
	&command_history,   &command_forget,
	&command_learn,     &command_patterns,
	&command_facts,     &command_doctor,
	&command_allow,     &command_deny,
	&command_off,       &command_on,
	&command_quiet,     &command_disable,
	&command_enable,    &command_report,
	&command_not_found, &command_complete,
	&command_remember,  NULL,
};

/* Out of memory: silence is all that is left to a tool that sits in a prompt. */
static void
leave(void)
{
	_exit(STATUS_NONE);
}

static int
main_help(struct arena *a, FILE *out)
{
	struct buf list = buf_new(a);
	fprintf(out, _("Usage: remedy COMMAND [ARGUMENT…]\n\n"));
	for (const struct command *const *c = command_table; *c != NULL; c++)
		buf_printf(&list, "  %-10s %s\n", (*c)->name, _((*c)->summary));
	passage_help(a, out, list.text);
	passage_print(a, out, _("\nremedy COMMAND --help tells more; to load it: eval \"$(remedy init bash)\"\n"));
	return ferror(out) ? STATUS_USAGE : STATUS_DONE;
}

static int
command_help(struct arena *a, const struct command *c)
{
	passage_print(a, stdout, _("Usage: remedy %s%s%s\n%s\n\n%s"), c->name, *c->usage != '\0' ? " " : "", c->usage,
		      _(c->summary), "");
	passage_help(a, stdout, _(c->help));
	return STATUS_DONE;
}

static const struct command *
command_named(const char *name)
{
	for (const struct command *const *c = command_table; *c != NULL; c++)
		if (strcmp((*c)->name, name) == 0)
			return *c;
	return NULL;
}

static void
unheeded(int number)
{
	(void)number;
}

/* A file that may not grow any more is a write that fails, and is told of as one. Whatever is started from here
 * has the signal as it was: a handler does not outlive exec. */
static void
outlive_file_limit(void)
{
	struct sigaction before;
	const struct sigaction heed = {.sa_handler = unheeded, .sa_flags = SA_RESTART};
	if (sigaction(SIGXFSZ, NULL, &before) == 0 && before.sa_handler == SIG_DFL)
		sigaction(SIGXFSZ, &heed, NULL);
}

/* With the one that is spelled most like it, if one is. */
static int
command_unknown(struct arena *a, const char *name)
{
	enum { SLIPS = 2 };
	const struct command *best = NULL;
	size_t least = SLIPS + 1, limit = strlen(name) < 5 ? 1 : SLIPS;
	for (const struct command *const *c = command_table; *c != NULL; c++) {
		size_t distance = text_distance(name, (*c)->name, limit);
		if (distance <= limit && distance < least) {
			least = distance;
			best = *c;
		}
	}
	const char *shown = text_safe(a, name, 200);
	if (best != NULL)
		passage_print(a, stderr, _("remedy: there is no command '%s'; remedy %s is most like it\n"), shown,
			      best->name);
	else
		passage_print(a, stderr, _("remedy: there is no command '%s'; remedy --help lists them\n"), shown);
	return STATUS_USAGE;
}

int
main(int argc, char **argv)
{
	arena_on_exhausted(leave);
	descriptor_fill();
	outlive_file_limit();
	struct arena *a = arena_new();
	lang_init(a);
	narrow_output(a);
	int status;
	const char *name = argc > 1 ? argv[1] : "", *next = argc > 2 ? argv[2] : "";
	bool helps = strcmp(next, "--help") == 0 || strcmp(next, "-h") == 0;
	const struct command *command = command_named(name), *asked = NULL;
	if (argc < 2) {
		status = STATUS_USAGE;
		main_help(a, stderr);
	} else if (strcmp(name, "--version") == 0 || strcmp(name, "-V") == 0) {
		printf("remedy %s\n", REMEDY_VERSION);
		status = STATUS_DONE;
	} else if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 || strcmp(name, "help") == 0) {
		asked = command_named(next);
		status = asked != NULL        ? command_help(a, asked)
			 : argc > 2 && !helps ? command_unknown(a, next)
					      : main_help(a, stdout);
	} else if (command == NULL) {
		status = command_unknown(a, name);
	} else {
		status = helps ? command_help(a, command) : command->run(a, argc - 1, argv + 1);
	}
	/* What failed in the midst of it leaves nothing for fflush to fail on. */
	int unwritten = fflush(stdout) != 0 ? errno : ferror(stdout) ? EIO : 0;
	if (unwritten != 0 && status != STATUS_USAGE) { /* which has been told of */
		passage_tell(_("remedy: the output cannot be written: %s\n"), strerror(unwritten));
		status = status == STATUS_DONE ? STATUS_NONE : status;
	}
	/* The arena goes with the process: to unmap it first would only cost time. */
	return status;
}
