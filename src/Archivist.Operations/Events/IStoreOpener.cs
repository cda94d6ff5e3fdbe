using Archivist.Platform.Problems;
using Archivist.Replicas.Stores.Http;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Events;

/// <summary>Opens the store behind an address. A front end composes one; tests give stores in memory. Thread-safe.</summary>
public interface IStoreOpener
{
    /// <summary>Opens a store. Neither creates nor contacts anything.</summary>
    /// <param name="address">The address, as the operator or the settings wrote it.</param>
    /// <param name="access">How a server is spoken to.</param>
    /// <param name="events">Hears of damage that a store works around.</param>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: the address is in no supported notation.</exception>
    IObjectStore Open(string address, StoreAccess access, IOperationEvents events);

    /// <summary>The same over connections that no store of <see cref="Open"/> uses, to repeat what was read wrongly. Neither creates nor contacts anything.</summary>
    /// <param name="address">The address, as the operator or the settings wrote it.</param>
    /// <param name="access">How a server is spoken to.</param>
    /// <param name="events">Hears of damage that a store works around.</param>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: the address is in no supported notation.</exception>
    IObjectStore Reopen(string address, StoreAccess access, IOperationEvents events) => Open(address, access, events);
}
