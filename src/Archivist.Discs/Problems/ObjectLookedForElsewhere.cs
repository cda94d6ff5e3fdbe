using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Discs.Problems;

/// <summary>An object is damaged on a disc and is looked for on another one.</summary>
public sealed record ObjectLookedForElsewhere(DiscTitle Disc, ObjectName Object) : Problem(Failure.None, Object.ToString());
