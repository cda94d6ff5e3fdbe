using Archivist.Replicas.Reading;
using Archivist.Repository.Stores;
using Archivist.TestKit;

namespace Archivist.Tests.Replicas.Reading;

/// <summary>Two copies, each with a part of the objects and some in both.</summary>
public sealed class CopyUnionContractTests : ObjectSourceContract
{
    protected override async Task<IObjectSource> OpenWithAsync(IReadOnlyDictionary<ObjectName, byte[]> objects)
    {
        var copies = new[] { new MemoryStore("first"), new MemoryStore("second") };
        var number = 0;
        foreach (var (name, content) in objects)
        {
            number++;
            if (number % 3 != 0)
                await copies[0].PutAsync(name, new BytesContent(content), CancellationToken.None);
            if (number % 3 != 1)
                await copies[1].PutAsync(name, new BytesContent(content), CancellationToken.None);
        }

        return new CopyUnion([.. copies.Select(copy => new ReadingCopy(copy.Location, copy))], ReadingOrder.Fastest, TimeProvider.System) { ListsAll = true };
    }
}
