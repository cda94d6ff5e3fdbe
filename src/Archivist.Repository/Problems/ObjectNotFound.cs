using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Repository.Problems;

/// <summary>An object is missing from the store and all its copies.</summary>
public sealed record ObjectNotFound(ObjectName Object, string Location) : Problem(Failure.DataLoss, Object.ToString());
