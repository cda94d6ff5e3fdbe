using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Discs.Problems;

/// <summary>An object is damaged on a disc, and no other available disc has it.</summary>
public sealed record ObjectDamagedOnDisc(ObjectName Object, DiscTitle Disc) : Problem(Failure.MediumFailed, Object.ToString());
