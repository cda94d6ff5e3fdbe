using Archivist.Platform.Problems;
using Archivist.Repository.Ids;

namespace Archivist.Drills.Problems;

/// <summary>The pack that a drill is to damage is not on the image.</summary>
public sealed record NeededPackNotOnImage(string Image, PackId Pack) : Problem(Failure.MediumFailed, Image);
