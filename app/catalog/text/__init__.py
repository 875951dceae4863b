"""Words: how text is analysed, kept by Whoosh, compiled into arrays and asked. May import evidence's values, whoosh, numpy, rapidfuzz and itself.

A question goes one way: question -> concepts (synonyms, spelling) -> matching over segments -> scores of programs.
"""
