#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>

#include "facts/version.h"

static void
compares_as_pep_440_does(void **state)
{
	(void)state;
	static const struct {
		const char *version, *specifiers;
		enum fit_answer answer;
	} all[] = {
		{"1.26.4", "<2", VERSION_FITS},
		{"2.0.1", "<2", VERSION_VIOLATES},
		{"2.0", "<2.0.0", VERSION_VIOLATES},
		{"2.0rc1", "<2", VERSION_VIOLATES},
		{"2.0rc1", "<2.0rc2", VERSION_FITS},
		{"2.0.dev3", "<2.0a1", VERSION_FITS},
		{"1.10", ">1.9", VERSION_FITS},
		{"1.9.post1", ">1.9", VERSION_VIOLATES},
		{"1.9.post1", ">=1.9", VERSION_FITS},
		{"1.4.2", ">=1.0,!=1.4.*,<2", VERSION_VIOLATES},
		{"1.5", ">= 1.0, != 1.4.*, < 2", VERSION_FITS},
		{"1.4.0", "==1.4", VERSION_FITS},
		{"1.4.0+cu121", "==1.4.0", VERSION_FITS},
		{"1.4.1", "==1.4.*", VERSION_FITS},
		{"1.40", "==1.4.*", VERSION_VIOLATES},
		{"2.2.5", "~=2.2", VERSION_FITS},
		{"3.0", "~=2.2", VERSION_VIOLATES},
		{"2.3.0", "~=2.2.1", VERSION_VIOLATES},
		{"1!1.0", "<2", VERSION_VIOLATES},
		{"v1.0", "==1.0", VERSION_FITS},
		{"1.0.0.0.1", ">1", VERSION_FITS},
		{"1.0", "", VERSION_FITS},
		{"1.0", "~=1", VERSION_UNKNOWN},
		{"1.0", "^1.0", VERSION_UNKNOWN},
		{"1.0", "==1.0.*.2", VERSION_UNKNOWN},
		{"1.0", "<2.*", VERSION_UNKNOWN},
		{"1.0", ">=", VERSION_UNKNOWN},
		{"", "<2", VERSION_UNKNOWN},
		{"nightly", "<2", VERSION_UNKNOWN},
		{"1.0", "<99999999999999999999", VERSION_UNKNOWN},
		{"2.0.dev20240316123456", "<2", VERSION_VIOLATES},
		/* Compatible release */
		{"2.2.post3", "~=2.2.post3", VERSION_FITS},
		{"2.9", "~=2.2.post3", VERSION_FITS},
		{"2.2", "~=2.2.post3", VERSION_VIOLATES},
		{"3.0", "~=2.2.post3", VERSION_VIOLATES},
		{"1.4.5a4", "~=1.4.5a4", VERSION_FITS},
		{"1.4.9", "~=1.4.5a4", VERSION_FITS},
		{"1.5", "~=1.4.5a4", VERSION_VIOLATES},
		{"2.2.1", "~=2.2.0", VERSION_FITS},
		{"2.3", "~=2.2.0", VERSION_VIOLATES},
		{"1.4.5.1", "~=1.4.5.0", VERSION_FITS},
		{"1.4.6", "~=1.4.5.0", VERSION_VIOLATES},
		{"1.0", "~=1.0+x", VERSION_UNKNOWN},
		/* Version matching */
		{"1.1.post1", "==1.1", VERSION_VIOLATES},
		{"1.1.post1", "==1.1.post1", VERSION_FITS},
		{"1.1.post1", "==1.1.*", VERSION_FITS},
		{"1.1a1", "==1.1", VERSION_VIOLATES},
		{"1.1a1", "==1.1a1", VERSION_FITS},
		{"1.1a1", "==1.1.*", VERSION_FITS},
		{"1.1", "==1.1.0", VERSION_FITS},
		{"1.1", "==1.1.dev1", VERSION_VIOLATES},
		{"1.1", "==1.1a1", VERSION_VIOLATES},
		{"1", "==1.0.*", VERSION_FITS},
		{"1.0a1.post2", "==1.0a1.*", VERSION_FITS},
		{"1.0a2", "==1.0a1.*", VERSION_VIOLATES},
		{"1.0.post1.dev2", "==1.0.post1.*", VERSION_FITS},
		{"1!1.4", "==1.*", VERSION_VIOLATES},
		{"1.0", "==1.0.dev1.*", VERSION_UNKNOWN},
		{"1.0", "==1.0+x.*", VERSION_UNKNOWN},
		/* Version exclusion */
		{"1.1.post1", "!=1.1", VERSION_FITS},
		{"1.1.post1", "!=1.1.post1", VERSION_VIOLATES},
		{"1.1.post1", "!=1.1.*", VERSION_VIOLATES},
		/* Exclusive ordered comparison */
		{"1.7.1", ">1.7", VERSION_FITS},
		{"1.7.0.post1", ">1.7", VERSION_VIOLATES},
		{"1.7.1", ">1.7.post2", VERSION_FITS},
		{"1.7.0.post3", ">1.7.post2", VERSION_FITS},
		{"1.7.0", ">1.7.post2", VERSION_VIOLATES},
		{"1.7+local", ">1.7", VERSION_VIOLATES},
		{"3.1.dev0", "<3.1", VERSION_VIOLATES},
		{"3.1.dev0", "<3.1rc1", VERSION_FITS},
		/* Local versions */
		{"1.0+ubuntu.1", "==1.0", VERSION_FITS},
		{"1.0+ubuntu.1", "==1.0+ubuntu.1", VERSION_FITS},
		{"1.0+Ubuntu-01", "==1.0+ubuntu.1", VERSION_FITS},
		{"1.0+ubuntu.1", "==1.0+ubuntu", VERSION_VIOLATES},
		{"1.0", "==1.0+ubuntu", VERSION_VIOLATES},
		{"1.0", "!=1.0+ubuntu", VERSION_FITS},
		{"1.0+ubuntu.1", "<=1.0", VERSION_FITS},
		{"1.0", "<=1.0+ubuntu", VERSION_UNKNOWN},
		{"1.0", "==1.0+", VERSION_UNKNOWN},
		/* Arbitrary equality */
		{"1.0+downstream1", "===1.0", VERSION_VIOLATES},
		{"foobar", "===foobar", VERSION_FITS},
		{"1.0", "===1.0", VERSION_FITS},
		{"1.0", "===1.0.0", VERSION_VIOLATES},
		/* Epochs, and ways of writing a version */
		{"1!1.0", ">2013.10", VERSION_FITS},
		{"2014.4", "<1!1.0", VERSION_FITS},
		{"1.1RC1", "==1.1c1", VERSION_FITS},
		{"1.1.a1", "==1.1-alpha-1", VERSION_FITS},
		{"1.1preview2", "==1.1rc2", VERSION_FITS},
		{"1.0-1", "==1.0.post1", VERSION_FITS},
		{"1.0-r4", "==1.0.post4", VERSION_FITS},
		{"1.2.post", "==1.2.post0", VERSION_FITS},
		{"1.2-dev", "==1.2.dev0", VERSION_FITS},
		{"1.2a", "==1.2a0", VERSION_FITS},
		{"V1.0", "==01.0", VERSION_FITS},
		{"1.0.", "==1.0", VERSION_UNKNOWN},
		{"1.0..post1", "==1.0", VERSION_UNKNOWN},
		{"1.0-", "==1.0", VERSION_UNKNOWN},
		{"1.0.*", "==1.0", VERSION_UNKNOWN},
		/* Alternatives */
		{"3.1", ">=1,<2||>=3", VERSION_FITS},
		{"2.1", ">=1,<2 || >=3", VERSION_VIOLATES},
		{"2.1", ">=1|<1", VERSION_UNKNOWN},
	};
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (version_fits(all[i].version, all[i].specifiers) != all[i].answer)
			fail_msg("%s %s is not %d", all[i].version, all[i].specifiers, all[i].answer);
}

/* The order that PEP 440 gives as its example; no specifier orders local versions. */
static void
orders_as_pep_440_does(void **state)
{
	(void)state;
	static const char *const all[] = {
		"1.dev0",        "1.0.dev456",   "1.0a1", "1.0a2.dev456",         "1.0a12.dev456",
		"1.0a12",        "1.0b1.dev456", "1.0b2", "1.0b2.post345.dev456", "1.0b2.post345",
		"1.0rc1.dev456", "1.0rc1",       "1.0",   "1.0.post456.dev34",    "1.0.post456",
		"1.0.15",        "1.1.dev1",
	};
	size_t count = sizeof(all) / sizeof(all[0]);
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < count; k++) {
			char specifier[64];
			snprintf(specifier, sizeof(specifier), "<=%s", all[k]);
			if (version_fits(all[i], specifier) != (i <= k ? VERSION_FITS : VERSION_VIOLATES))
				fail_msg("%s against %s", all[i], specifier);
			snprintf(specifier, sizeof(specifier), ">=%s", all[k]);
			if (version_fits(all[i], specifier) != (i >= k ? VERSION_FITS : VERSION_VIOLATES))
				fail_msg("%s against %s", all[i], specifier);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(compares_as_pep_440_does),
		cmocka_unit_test(orders_as_pep_440_does),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
