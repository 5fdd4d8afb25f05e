#include "commands/workbench.h"

#include <string.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/path.h"
#include "catalog/layer.h"
#include "catalog/lint.h"
#include "catalog/pack.h"
#include "catalog/source.h"
#include "catalog/trust.h"
#include "commands/command.h"
#include "commands/proof.h"
#include "facts/facts.h"

extern const struct command command_patterns;

/* What `test` and `lint` work on: sources, and the catalog they make. */
struct workbench {
	struct arena *arena;
	struct source *sources[LAYERS];
	size_t count;
	struct catalog *catalog;
	struct diagnostics diagnostics;
	const char **files; /* only patterns of these, NULL-terminated; NULL for all */
	const char **ids;   /* only these; NULL for all */
};

char *
workbench_folder(struct arena *a)
{
	char path[4096];
	return getcwd(path, sizeof(path)) == NULL ? NULL : arena_strdup(a, path);
}

static void
print_diagnostic(FILE *out, struct arena *a, const struct diagnostic *d)
{
	fprintf(out, "%s\n", diagnostic_text(a, d));
	if (d->advice != NULL)
		fprintf(out, "    %s\n", d->advice);
}

void
workbench_print(FILE *out, const struct diagnostics *d)
{
	for (const struct diagnostic *one = d->first; one != NULL; one = one->next)
		print_diagnostic(out, d->arena, one);
}

static void
workbench_add(struct workbench *b, const char *layer, char **files, bool named)
{
	if (files == NULL || files[0] == NULL)
		return;
	struct source *s = source_new(b->arena, layer);
	for (size_t i = 0; files[i] != NULL; i++)
		source_add_file(s, files[i], named, &b->diagnostics);
	source_finish(s, &b->diagnostics);
	b->sources[b->count++] = s;
	catalog_push(b->catalog, s);
}

/* Every layer from its sources. */
static void
workbench_layers(struct workbench *b)
{
	struct arena *a = b->arena;
	char *project = layer_project(a, workbench_folder(a), NULL);
	if (project != NULL && trust_of(a, project) == TRUST_ALLOWED)
		workbench_add(b, "project", source_files(a, project), false);
	const char *config = path_config(a);
	if (config != NULL)
		workbench_add(b, "user", source_files(a, path_join(a, config, "patterns")), false);
	workbench_add(b, "pack", pack_files(a), false);
	const char *share = path_share(a);
	if (share != NULL)
		workbench_add(b, "built-in", source_files(a, path_join(a, share, "patterns")), true);
}

/* The files named, among those that stand beside them; under them what is built in. */
static bool
workbench_files(struct workbench *b, char **files)
{
	const char *dir = path_dir(b->arena, files[0]);
	for (size_t i = 1; files[i] != NULL; i++)
		if (strcmp(path_dir(b->arena, files[i]), dir) != 0)
			return false;
	if (strcmp(dir, ".") == 0 && strncmp(files[0], "./", 2) != 0)
		for (size_t i = 0; files[i] != NULL; i++)
			files[i] = arena_printf(b->arena, "./%s", files[i]);
	b->files = (const char **)files;
	workbench_add(b, "user", source_files(b->arena, dir), true);
	catalog_push_builtin(b->catalog, NULL);
	return true;
}

static bool
workbench_has_file(const struct workbench *b, const char *file)
{
	for (const char **f = b->files; f != NULL && *f != NULL; f++)
		if (strcmp(*f, file) == 0)
			return true;
	return b->files == NULL;
}

static bool
workbench_wants(const struct workbench *b, const struct definition *def)
{
	for (const char **id = b->ids; id != NULL && *id != NULL; id++)
		if (strcmp(*id, def->pattern.id) == 0)
			return true;
	return b->ids == NULL && workbench_has_file(b, def->pattern.file);
}

/* Sets the bench up from the arguments: files or ids. Returns STATUS_DONE, or
 * STATUS_USAGE after saying why. */
static int
workbench_open(struct arena *a, struct workbench *b, int argc, char **argv)
{
	*b = (struct workbench){.arena = a, .catalog = catalog_empty(a), .diagnostics = diagnostics_new(a)};
	bool files = argc > 0;
	for (int i = 0; i < argc; i++)
		files &= strchr(argv[i], '/') != NULL || strstr(argv[i], ".y") != NULL;
	if (!files) {
		workbench_layers(b);
		b->ids = argc > 0 ? (const char **)argv : NULL;
		for (int i = 0; i < argc; i++) {
			bool known = false;
			for (size_t k = 0; k < b->count; k++)
				for (size_t j = 0; j < b->sources[k]->pattern_count; j++)
					known |= strcmp(b->sources[k]->patterns[j]->pattern.id, argv[i]) == 0;
			if (!known)
				return command_misused(&command_patterns, _("there is no pattern '%s'"), argv[i]);
		}
		return STATUS_DONE;
	}
	for (int i = 0; i < argc; i++)
		if (!path_exists(argv[i]) || path_is_dir(argv[i]))
			return command_misused(&command_patterns, _("there is no file '%s'"), argv[i]);
	if (!workbench_files(b, argv))
		return command_misused(&command_patterns, _("the files must stand in one folder"));
	return STATUS_DONE;
}

static bool
fact_known(void *context, const char *fact)
{
	return strncmp(fact, "native.", strlen("native.")) == 0 || facts_known(context, fact);
}

static struct facts *
workbench_facts(struct workbench *b)
{
	const struct run *run = run_from_text(b->arena, "", 0, NULL, -1);
	return facts_new(b->arena, b->catalog, failure_parse(b->arena, run));
}

struct tally {
	unsigned passed, failed, real, examples;
};

static void
test_sample(struct workbench *b, const struct definition *def, const struct sample *s, bool silent, struct tally *t,
	    FILE *output)
{
	struct arena *scratch = arena_new();
	struct buf out = buf_new(scratch);
	enum proof p = proof_run(scratch, b->catalog, def, s, silent, &out, NULL);
	t->passed += p == PROOF_PASSED;
	t->failed += p != PROOF_PASSED;
	t->examples += !silent;
	t->real += !silent && s->real;
	if (p != PROOF_PASSED)
		fprintf(output, "FAIL  %s  %s:%d\n%s", def->pattern.id, def->pattern.file, s->line, out.text);
	arena_free(scratch);
}

int
workbench_test(struct arena *a, int argc, char **argv)
{
	struct workbench b;
	struct tally t = {0};
	int status = workbench_open(a, &b, argc, argv);
	if (status != STATUS_DONE)
		return status;
	workbench_print(stdout, &b.diagnostics);
	for (size_t i = 0; i < b.count; i++)
		for (size_t k = 0; k < b.sources[i]->pattern_count; k++) {
			const struct definition *def = b.sources[i]->patterns[k];
			if (!workbench_wants(&b, def) || catalog_hides(b.catalog, i, def->pattern.id))
				continue;
			for (size_t j = 0; j < def->example_count; j++)
				test_sample(&b, def, &def->examples[j], false, &t, stdout);
			for (size_t j = 0; j < def->silent_count; j++)
				test_sample(&b, def, &def->silent[j], true, &t, stdout);
		}
	catalog_close(b.catalog);
	size_t broken = 0;
	for (const struct diagnostic *d = b.diagnostics.first; d != NULL; d = d->next)
		broken += d->file == NULL || workbench_has_file(&b, d->file);
	printf(_("%u passed, %u failed"), t.passed, t.failed);
	if (t.examples > 0)
		printf(_("; %u of %u examples are real"), t.real, t.examples);
	putchar('\n');
	return t.failed > 0 || broken > 0 ? STATUS_NONE : STATUS_DONE;
}

/* Examples that another pattern of the same rank takes. */
static void
lint_taken(struct workbench *b, const struct definition *def)
{
	for (size_t i = 0; i < def->example_count; i++) {
		struct arena *scratch = arena_new();
		struct buf out = buf_new(scratch);
		const char *taken = NULL;
		enum proof p = proof_run(scratch, b->catalog, def, &def->examples[i], false, &out, &taken);
		if (p == PROOF_TAKEN)
			diagnostics_add(&b->diagnostics, def->pattern.file, def->examples[i].line, 0,
					_("%s: the pattern %s takes this example"), def->pattern.id, taken)
				->advice =
				_("make one of them ask for more, or give the more general one a negative rank");
		else if (p == PROOF_FAILED)
			diagnostics_add(&b->diagnostics, def->pattern.file, def->examples[i].line, 0,
					_("%s: this example fails"), def->pattern.id)
				->advice = arena_printf(b->arena, _("remedy patterns test %s"), def->pattern.id);
		arena_free(scratch);
	}
}

int
workbench_lint(struct arena *a, int argc, char **argv)
{
	struct workbench b;
	int status = workbench_open(a, &b, argc, argv);
	if (status != STATUS_DONE)
		return status;
	struct facts *facts = workbench_facts(&b);
	for (size_t i = 0; i < b.count; i++)
		for (size_t k = 0; k < b.sources[i]->pattern_count; k++) {
			const struct definition *def = b.sources[i]->patterns[k];
			if (!workbench_wants(&b, def))
				continue;
			lint_pattern(a, def, fact_known, facts, &b.diagnostics);
			if (!catalog_hides(b.catalog, i, def->pattern.id))
				lint_taken(&b, def);
		}
	catalog_close(b.catalog);
	size_t count = 0;
	for (const struct diagnostic *d = b.diagnostics.first; d != NULL; d = d->next) {
		if (d->file != NULL && !workbench_has_file(&b, d->file))
			continue;
		print_diagnostic(stdout, b.arena, d);
		count++;
	}
	return count > 0 ? STATUS_NONE : STATUS_DONE;
}

/* One example of a file that is not written yet. */
static void
judge_sample(struct workbench *b, const struct definition *def, const struct sample *s, bool silent, struct verdict *v,
	     struct buf *failed)
{
	struct arena *scratch = arena_new();
	struct buf out = buf_new(scratch);
	const char *taken = NULL;
	if (proof_run(scratch, b->catalog, def, s, silent, &out, &taken) != PROOF_PASSED)
		buf_add(failed, out.text, out.size);
	if (taken != NULL)
		v->taken = arena_strdup(b->arena, taken);
	arena_free(scratch);
}

struct verdict
workbench_judge(struct arena *a, const char *file, const char *text, size_t size)
{
	const char *only[] = {file, NULL};
	struct workbench b = {
		.arena = a, .catalog = catalog_empty(a), .diagnostics = diagnostics_new(a), .files = only};
	struct source *s = source_new(a, "user");
	struct verdict v = {.taken = NULL};
	struct buf failed = buf_new(a);
	char **files = source_files(a, path_dir(a, file));
	for (size_t i = 0; files[i] != NULL; i++)
		if (strcmp(files[i], file) != 0)
			source_add_file(s, files[i], false, NULL);
	source_add(s, file, text, size, &b.diagnostics);
	source_finish(s, &b.diagnostics);
	catalog_push(b.catalog, s);
	catalog_push_builtin(b.catalog, NULL);
	struct facts *facts = workbench_facts(&b);
	bool any = false;
	for (size_t i = 0; i < s->pattern_count; i++) {
		const struct definition *def = s->patterns[i];
		if (!workbench_wants(&b, def))
			continue;
		any = true;
		lint_pattern(a, def, fact_known, facts, &b.diagnostics);
		for (size_t k = 0; k < def->example_count; k++)
			judge_sample(&b, def, &def->examples[k], false, &v, &failed);
		for (size_t k = 0; k < def->silent_count; k++)
			judge_sample(&b, def, &def->silent[k], true, &v, &failed);
	}
	catalog_close(b.catalog);
	if (!any && b.diagnostics.count == 0)
		diagnostics_add(&b.diagnostics, file, 0, 0, _("there is no pattern in it"));
	v.wrong = b.diagnostics;
	v.failed = failed.text;
	v.accepted = any && failed.size == 0 && v.wrong.count == 0;
	return v;
}
