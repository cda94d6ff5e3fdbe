using System.Collections.Concurrent;
using Archivist.Operations.Events;
using Archivist.Replicas.Stores.Http;
using Archivist.Repository.Stores;

namespace Archivist.TestKit;

/// <summary>Stores in memory behind the addresses that operations are given; an address that was not used before has an empty one. Thread-safe.</summary>
public sealed class MemoryStores : IStoreOpener
{
    private readonly ConcurrentDictionary<string, MemoryStore> _stores = new(StringComparer.Ordinal);

    /// <summary>The store at an address.</summary>
    public MemoryStore this[string address]
    {
        get => _stores.GetOrAdd(address, place => new MemoryStore(place));
        set => _stores[address] = value;
    }

    /// <inheritdoc/>
    public IObjectStore Open(string address, StoreAccess access, IOperationEvents events) => this[address];
}
