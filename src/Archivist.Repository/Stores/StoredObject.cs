namespace Archivist.Repository.Stores;

/// <summary>One line of a store's listing.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Length">How long it is, in bytes.</param>
public readonly record struct StoredObject(ObjectName Name, long Length);
