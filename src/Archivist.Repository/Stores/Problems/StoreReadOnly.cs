using Archivist.Platform.Problems;

namespace Archivist.Repository.Stores.Problems;

/// <summary>An object cannot be stored or removed, because the store is read-only.</summary>
public sealed record StoreReadOnly(string Object, string Location) : Problem(Failure.Failed, Location);
