using Archivist.Platform.Problems;
using Archivist.Repository.Ids;

namespace Archivist.Drills.Problems;

/// <summary>An image lacks the pack that is to be spoiled.</summary>
public sealed record NeededPackNotOnImage(string Image, PackId Pack) : Problem(Failure.MediumFailed, Image);
