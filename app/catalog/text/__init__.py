"""The words of the catalog: analysed, indexed by Whoosh, compiled into arrays and searched.

It may import evidence's values, catalog/store, whoosh, numpy, rapidfuzz and itself. A question goes one way:
question -> concepts (synonyms, spelling) -> matching over segments -> scores of programs.
"""
