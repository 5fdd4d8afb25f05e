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
		{"1.0", "===1.0", VERSION_UNKNOWN},
		{"1.0", ">=", VERSION_UNKNOWN},
		{"", "<2", VERSION_UNKNOWN},
		{"nightly", "<2", VERSION_UNKNOWN},
		{"1.0", "<99999999999999999999", VERSION_UNKNOWN},
	};
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (version_fits(all[i].version, all[i].specifiers) != all[i].answer)
			fail_msg("%s %s is not %d", all[i].version, all[i].specifiers, all[i].answer);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(compares_as_pep_440_does)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
