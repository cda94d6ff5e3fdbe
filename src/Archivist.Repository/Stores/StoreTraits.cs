namespace Archivist.Repository.Stores;

/// <summary>The guarantees of a store.</summary>
/// <param name="MaxConcurrency">How many requests at a time are useful, 1 or more.</param>
/// <param name="IsReadOnly">Writing and removing always fail, as on a disc.</param>
/// <param name="IsLocal">Reading costs no network: asked first when several stores hold the same object.</param>
public sealed record StoreTraits(int MaxConcurrency, bool IsReadOnly, bool IsLocal);
