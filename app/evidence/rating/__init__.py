"""What the recorded studies of a program support, and why. Pure: facts in, a verdict out.

`facts` says what each study may contribute, `worlds` what that makes of the samples, `conditions` and `profiles` are the scales as tables,
`verdict` puts them together. The rules and the conventions that are ours are those of the registry's rating document.
"""
