using Archivist.Replicas.Stores.Wrappers;
using Archivist.Repository.Stores;
using Archivist.TestKit;

namespace Archivist.Tests.Replicas;

public sealed class GatedStoreTests : ObjectStoreContract
{
    protected override Task<IObjectStore> CreateAsync() => Task.FromResult<IObjectStore>(new GatedStore(new MemoryStore(), _ => Task.CompletedTask));

    [Fact]
    public async Task Nothing_passes_a_gate_that_is_closed()
    {
        var memory = new MemoryStore();
        await memory.PutAsync(ContractObjects.DigitsName, new BytesContent(ContractObjects.Digits), CancellationToken.None);
        var gated = new GatedStore(memory, _ => throw new InvalidOperationException("closed"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => gated.FindLengthAsync(ContractObjects.DigitsName, CancellationToken.None));
        await Assert.ThrowsAsync<InvalidOperationException>(() => gated.OpenAsync(ContractObjects.DigitsName, ByteRange.All, CancellationToken.None));
        await Assert.ThrowsAsync<InvalidOperationException>(() => gated.PutAsync(ObjectName.Configuration, new BytesContent(default), CancellationToken.None));
        await Assert.ThrowsAsync<InvalidOperationException>(() => gated.RemoveAsync(ContractObjects.DigitsName, CancellationToken.None));
        await Assert.ThrowsAsync<InvalidOperationException>(() => gated.ListSortedAsync(ObjectKind.Pack, CancellationToken.None));
        Assert.Single(memory.Objects);
    }
}
