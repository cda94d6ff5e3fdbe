namespace Archivist.Repository.Stores;

/// <summary>The capability of a store that knows when its objects came, by a clock that is not the one that dated what is in them.</summary>
public interface IDatedStore
{
    /// <summary>When an object was written here, in seconds since 1970; null when it is not there, or when that is not known.</summary>
    Task<long?> FindTimeAsync(ObjectName name, CancellationToken cancellationToken);
}
