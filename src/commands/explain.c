#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/text.h"
#include "commands/command.h"
#include "commands/passage.h"
#include "commands/reading.h"
#include "commands/rendering.h"

extern const struct command command_explain;

/* The value of an option that needs one: "--name=VALUE" or the next argument. */
static const char *
option_value(const char *name, int argc, char **argv, int *i)
{
	size_t n = strlen(name);
	if (strncmp(argv[*i], name, n) != 0)
		return NULL;
	if (argv[*i][n] == '=')
		return argv[*i] + n + 1;
	return argv[*i][n] == '\0' && *i + 1 < argc ? argv[++*i] : NULL;
}

static bool
read_status(const char *text, int *status)
{
	char *end;
	long value = strtol(text, &end, 10);
	if (end == text || *end != '\0' || value < 0 || value > 255)
		return false;
	*status = (int)value;
	return true;
}

/* False after a complaint. */
static bool
read_options(struct arena *a, int argc, char **argv, struct request *o)
{
	const struct command *c = &command_explain;
	bool only_files = false;
	o->files = arena_array(a, (size_t)argc + 1, sizeof(*o->files));
	o->form = rendering_named("text");
	for (int i = 1; i < argc; i++) {
		const char *arg = argv[i], *value;
		if (only_files || *arg != '-' || strcmp(arg, "-") == 0) {
			o->files[o->file_count++] = arg;
		} else if (strcmp(arg, "--") == 0) {
			only_files = true;
		} else if (strcmp(arg, "--trace") == 0) {
			o->trace = true;
		} else if (strcmp(arg, "--local") == 0) {
			o->local = true;
		} else if (strcmp(arg, "--follow") == 0) {
			o->follow = true;
		} else if (strcmp(arg, "--fail") == 0) {
			o->fail = true;
		} else if ((value = option_value("--files0-from", argc, argv, &i)) != NULL) {
			o->list = value;
		} else if ((value = option_value("--project", argc, argv, &i)) != NULL) {
			o->project = value;
		} else if ((value = option_value("--format", argc, argv, &i)) != NULL) {
			o->json = strcmp(value, "json") == 0;
			o->form = rendering_named(value);
			if (!o->json && o->form == NULL)
				return command_misused(c,
						       _("the formats are text, json, jsonl, github, sarif and junit, "
							 "not '%s'"),
						       text_safe(a, value, 40)),
				       false;
		} else if ((value = option_value("--command", argc, argv, &i)) != NULL) {
			o->command = value;
		} else if ((value = option_value("--status", argc, argv, &i)) != NULL) {
			if (!read_status(value, &o->status))
				return command_misused(c, _("a status is a number from 0 to 255, not '%s'"),
						       text_safe(a, value, 40)),
				       false;
		} else if ((value = option_value("--fact", argc, argv, &i)) != NULL) {
			if (strchr(value, '=') == NULL || o->fact_count == FACTS_LIMIT)
				return command_misused(c, _("a fact is given as NAME=VALUE, not '%s'"),
						       text_safe(a, value, 40)),
				       false;
			o->facts[o->fact_count++] = arena_strdup(a, value);
		} else {
			return command_misused(c, _("'%s' is no option, or lacks its value"), text_safe(a, arg, 40)),
			       false;
		}
	}
	if (o->list != NULL && o->file_count > 0)
		return command_misused(c, _("--files0-from and files are not for one call")), false;
	if (o->follow && (o->json || o->form->one == NULL || o->trace || o->list != NULL))
		return command_misused(c, _("--follow goes with the formats text, jsonl and github, and with files")),
		       false;
	if (o->file_count == 0 && o->list == NULL)
		o->files[o->file_count++] = "-";
	return true;
}

/* Text for people: the hint alone, where there is one text with one failure. */
static void
print_text(struct reading *r)
{
	struct findings *f = r->findings;
	const struct finding *first = f->count > 0 ? f->all[0] : NULL;
	bool single = r->logs <= 1 && f->count == 1 && first->count == 1;
	if (single && first->id != NULL)
		fputs(first->text, stdout);
	else if (single)
		passage_tell(_("remedy: no pattern knows this failure: %s: %s\n"), first->type,
			     text_safe(r->arena, first->message, 200));
	else if (f->count > 0)
		text_all(stdout, f);
	else if (r->silent)
		fputs(_("remedy: what failed here needs no cure (interrupted, ended by itself, or a test's assertion)\n"),
		      stderr);
	else if (!r->troubled || r->logs > 0)
		fputs(_("remedy: there is no failure in this text\n"), stderr);
}

static void
print_end(struct reading *r)
{
	const struct request *o = r->request;
	struct findings *f = r->findings;
	if (o->json) {
		struct buf out = buf_new(r->arena);
		hint_json_end(&out, r->json);
		fwrite(out.text, 1, out.size, stdout);
	} else if (o->follow && o->form->all == jsonl_all) {
		jsonl_all(stdout, f);
	} else if (!o->follow && o->form->all == text_all) {
		print_text(r);
	} else if (!o->follow) {
		o->form->all(stdout, f);
	}
	if (f->lost > 0)
		fprintf(stderr,
			ngettext("remedy explain: more different failures than can be kept; %zu was left out\n",
				 "remedy explain: more different failures than can be kept; %zu were left out\n",
				 f->lost),
			f->lost);
}

static int
explain_run(struct arena *a, int argc, char **argv)
{
	struct request o = {.status = -1};
	if (!read_options(a, argc, argv, &o))
		return STATUS_USAGE;
	struct reading r = {.arena = a, .request = &o, .findings = findings_new(a)};
	r.catalog = catalog_open(a, getcwd(arena_alloc(a, 4096), 4096), NULL);
	if (o.json)
		r.json = hint_json_new();
	if (o.follow)
		reading_follow(&r);
	else
		reading_all(&r);
	print_end(&r);
	findings_end(r.findings);
	catalog_close(r.catalog);
	if (fflush(stdout) != 0 || ferror(stdout)) {
		passage_tell(_("remedy explain: the output cannot be written: %s\n"), strerror(errno));
		return STATUS_USAGE;
	}
	if (r.troubled)
		return STATUS_USAGE;
	if (o.fail)
		return r.failed ? STATUS_NONE : STATUS_DONE;
	return r.hinted ? STATUS_DONE : STATUS_NONE;
}

const struct command command_explain = {
	.name = "explain",
	.usage = "[--format FORM] [--follow] [--fail] [--files0-from LIST]\n"
		 "                      [--project NAME] [--command LINE] [--status N]\n"
		 "                      [--fact NAME=VALUE] [--trace] [--local] [FILE…|DIR…|-]",
	.summary = N_("explain the failures in files, folders, or what is piped in"),
	.help = N_("Files may be packed by gzip, xz or zstd. Each failure is told of once, with how often and\n"
		   "where it stands.\n"
		   "\n"
		   "  --format FORM       text; json: one object, every failure, every hint; jsonl: one line a\n"
		   "                      failure, for `remedy stats`; github: annotations; sarif; junit\n"
		   "  --follow            go on as the log grows, or is rotated\n"
		   "  --fail              exit status 1 if there is a failure, 0 if there is none\n"
		   "  --files0-from LIST  the names, each ended by a NUL, stand in this file\n"
		   "  --project NAME      whose logs these are, for `remedy stats`\n"
		   "  --command LINE      the command line that failed\n"
		   "  --status N          its exit status\n"
		   "  --fact NAME=VALUE   take this for true (remedy facts lists the names)\n"
		   "  --trace             tell of each pattern that fits why it spoke or not\n"
		   "  --local             it happened on this machine, so its facts apply\n"
		   "\n"
		   "Example: kubectl logs -f web | remedy explain --follow\n"),
	.run = explain_run,
};
