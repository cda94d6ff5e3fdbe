namespace Archivist.Repository.Stores;

/// <summary>There is no object of that name.</summary>
public sealed class ObjectMissingException(ObjectName name, string location)
    : IOException($"{name} is not in {location}")
{
    /// <summary>What was asked for.</summary>
    public ObjectName Name => name;
}
