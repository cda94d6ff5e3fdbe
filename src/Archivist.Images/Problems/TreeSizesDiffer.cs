using Archivist.Platform.Problems;

namespace Archivist.Images.Problems;

/// <summary>UDF and ISO 9660 have different numbers of names.</summary>
public sealed record TreeSizesDiffer(int Udf, int Iso) : Problem(Failure.None, "image");
