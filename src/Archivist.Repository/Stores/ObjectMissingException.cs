namespace Archivist.Repository.Stores;

/// <summary>There is no object of that name.</summary>
public sealed class ObjectMissingException(ObjectName name, string location)
    : IOException($"{name} is not in {location}")
{
    /// <summary>The name of the missing object.</summary>
    public ObjectName Name => name;
}
