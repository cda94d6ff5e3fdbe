using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Discs.Problems;

/// <summary>A disc cannot be read where it holds an object.</summary>
public sealed record ObjectUnreadableOnDisc(DiscTitle Disc, ObjectName Object, Cause Cause) : Problem(Failure.MediumFailed, Object.ToString());
