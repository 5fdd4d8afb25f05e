#include <fcntl.h>
#include <time.h>

#include "facts_tree.h"

#include "facts/listing.h"

enum { NAMES = 200 };

static struct facts *
facts_of(struct tree *t)
{
	setenv("XDG_CACHE_HOME", tree_path(t, "cache"), 1);
	return facts_new(t->arena, NULL, NULL);
}

static void
fill(struct tree *t, const char *dir)
{
	for (int i = 0; i < NAMES; i++)
		tree_file(t, arena_printf(t->arena, "%s/module%d.py", dir, i), "");
}

/* Until the folders' times lie far enough back to be trusted. */
static void
settle(void)
{
	nanosleep(&(struct timespec){.tv_sec = 2, .tv_nsec = 100000000}, NULL);
}

static bool
has(struct facts *f, const char *dir, const char *name)
{
	assert_non_null(listing_of(f, dir));
	return walk_may_have(f, dir, name);
}

static size_t
count(struct facts *f, const char *dir)
{
	struct walk w;
	size_t n = 0;
	assert_true(walk_open(&w, f, dir));
	while (walk_next(&w) != NULL)
		n++;
	return n;
}

static bool
is_recalled(struct facts *f, const char *dir)
{
	const struct listing *l = listing_of(f, dir);
	const char *entries = l->first->entries;
	return f->folders != NULL && entries >= f->folders && entries < f->folders + f->folders_size;
}

/* The folders of all tests, which wait for them once. */
static int
setup(void **state)
{
	if (tree_setup(state) != 0)
		return 1;
	struct tree *t = *state;
	fill(t, "lib/site-packages");
	fill(t, "lib/dist-packages");
	fill(t, "project");
	tree_file(t, "few/site-packages/one.py", "");
	return 0;
}

static void
waits_for_a_folder_to_settle(void **state)
{
	struct tree *t = *state;
	struct facts *f = facts_of(t);
	const char *site = tree_path(t, "lib/site-packages");
	assert_int_equal(count(f, site), NAMES);
	assert_int_equal(chmod(site, 0755), 0); /* a change of this moment, however slow the machine is */
	listings_remember(f);                   /* another one in the same moment would not show */
	assert_false(path_exists(tree_path(t, "cache/remedy/folders")));
	settle();
}

static void
remembers_site_directories(void **state)
{
	struct tree *t = *state;
	const char *site = tree_path(t, "lib/site-packages"), *other = tree_path(t, "lib/dist-packages");
	struct facts *f = facts_of(t);
	assert_int_equal(count(f, site), NAMES);
	assert_false(is_recalled(f, site));
	listings_remember(f);
	f = facts_of(t);
	assert_int_equal(count(f, site), NAMES);
	assert_true(is_recalled(f, site));
	/* A second one joins it. */
	assert_int_equal(count(f, other), NAMES);
	listings_remember(f);
	f = facts_of(t);
	assert_true(has(f, other, "module7.py"));
	assert_true(is_recalled(f, other));
	assert_true(is_recalled(f, site));
	/* What comes and goes is seen. */
	tree_file(t, "lib/site-packages/yaml.py", "");
	assert_int_equal(unlink(path_join(t->arena, other, "module7.py")), 0);
	f = facts_of(t);
	assert_true(has(f, site, "yaml.py"));
	assert_false(has(f, other, "module7.py"));
	assert_false(is_recalled(f, site));
}

static void
forgets_other_folders(void **state)
{
	struct tree *t = *state;
	struct facts *f = facts_of(t);
	assert_int_equal(count(f, tree_path(t, "project")), NAMES);
	assert_int_equal(count(f, tree_path(t, "few/site-packages")), 1);
	listings_remember(f);
	assert_false(path_exists(tree_path(t, "cache/remedy/folders")));
}

/* Whatever stands in the file, the answer is the folder's. */
static void
survives_garbage(void **state)
{
	struct tree *t = *state;
	const char *site = tree_path(t, "lib/site-packages");
	struct facts *f = facts_of(t);
	count(f, site);
	listings_remember(f);
	size_t size;
	char *file = tree_path(t, "cache/remedy/folders");
	char *good = path_read(t->arena, file, 1 << 20, false, &size);
	assert_non_null(good);
	for (size_t n = 0; n < size; n += n < 300 ? 1 : 97) {
		tree_write(t, "cache/remedy/folders", good, n);
		f = facts_of(t);
		assert_int_equal(count(f, site), NAMES);
		assert_false(is_recalled(f, site));
	}
	for (size_t n = 0; n < size; n += n < 300 ? 1 : 97) {
		good[n] ^= 0x41;
		tree_write(t, "cache/remedy/folders", good, size);
		f = facts_of(t);
		assert_int_equal(count(f, site), NAMES);
		good[n] ^= 0x41;
	}
	/* One that others can write, and a link, are not read. */
	tree_write(t, "cache/remedy/folders", good, size);
	assert_true(is_recalled(facts_of(t), site));
	assert_int_equal(chmod(file, 0622), 0);
	assert_false(is_recalled(facts_of(t), site));
	assert_int_equal(chmod(file, 0600), 0);
	assert_int_equal(rename(file, tree_path(t, "elsewhere")), 0);
	assert_int_equal(symlink(tree_path(t, "elsewhere"), file), 0);
	assert_false(is_recalled(facts_of(t), site));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(waits_for_a_folder_to_settle),
		cmocka_unit_test(forgets_other_folders),
		cmocka_unit_test(survives_garbage),
		cmocka_unit_test(remembers_site_directories),
	};
	return cmocka_run_group_tests(tests, setup, tree_teardown);
}
