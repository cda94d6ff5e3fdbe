using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Repository.Problems;

/// <summary>A check found an object that cannot be used.</summary>
public sealed record ObjectFaulty(ObjectName Object, Cause Cause) : Problem(Failure.DataLoss, Object.ToString());
