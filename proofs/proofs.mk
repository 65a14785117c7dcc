# The proof: run, gated, reported (proofs/README.md).

.PHONY: verify verify-selftest audit check lint compile-commands

verify: ## prove everything from scratch; UNIT=pml4 MACHDEP=gcc_x86_32 for a part, UPDATE=1 for new goal counts
	@$(PYTHON) proofs/verify.py $(UNIT:%=--unit %) $(MACHDEP:%=--machdep %) $(if $(UPDATE),--update-expected)

verify-selftest: ## plant faults, show that verify and audit refuse each
	@$(PYTHON) proofs/selftest.py

audit: ## what is linked is compiled from the files that are proved
	@$(PYTHON) proofs/audit.py

compile-commands: ## build/compile_commands.json, for editors
	@$(PYTHON) proofs/audit.py --compile-commands

lint: ## house rules: file length, no path of one machine, planted faults that still have a place
	@$(PYTHON) proofs/lint.py

check: ## every test of the project; the proof only when something changed since the last
	@$(PYTHON) proofs/check.py
