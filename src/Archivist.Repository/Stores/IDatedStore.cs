namespace Archivist.Repository.Stores;

/// <summary>The capability of a store that knows when its objects arrived, by a clock other than the one that dated their content.</summary>
public interface IDatedStore
{
    /// <summary>When an object was written here, in seconds since 1970; null when it is not there, or when that is not known.</summary>
    Task<long?> FindTimeAsync(ObjectName name, CancellationToken cancellationToken);
}
