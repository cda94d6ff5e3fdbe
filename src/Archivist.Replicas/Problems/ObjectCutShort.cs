using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Problems;

/// <summary>Fewer bytes of an object came than were listed.</summary>
public sealed record ObjectCutShort(string Location, ObjectName Object, long Length) : Problem(Failure.MediumFailed, Object.ToString());
