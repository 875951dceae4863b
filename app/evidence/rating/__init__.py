"""What the recorded studies of a program support, and why: facts in, a verdict out.

May import the entry's values and itself. `contributions` says what each study may count for, `scenarios` what
that makes of the samples; `conditions` and `profiles` are the scales as tables; `verdict` puts them together.
"""
