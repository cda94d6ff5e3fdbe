using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>An image contains earlier images that lie beside it.</summary>
public sealed record EarlierImagesContained(int Count, string First) : Problem(Failure.None, First);
