using Archivist.Replicas.Auditing;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;

namespace Archivist.Tests.Replicas.Auditing;

public sealed class SweepOrderTests
{
    private static readonly DateTimeOffset Today = new(2040, 1, 31, 12, 0, 0, TimeSpan.Zero);
    private static readonly StoredObject[] Objects = [.. Enumerable.Range(0, 60).Select(i => new StoredObject(new ObjectName(ObjectKind.Pack, Digest.Of([(byte)i])), 1))];

    [Fact]
    public void What_was_never_read_comes_first_then_what_was_read_the_longest_ago()
    {
        var read = Objects.Select((item, i) => (item.Name, At: i % 3 == 0 ? (DateTimeOffset?)null : Today.AddDays(-i))).ToDictionary(item => item.Name, item => item.At);

        var order = SweepOrder.Of(Objects, name => read[name], Digest.Of("key"u8)).Select(item => read[item.Name]).ToList();

        Assert.All(order.Take(20), at => Assert.Null(at));
        Assert.Equal(order.Skip(20).Order(), order.Skip(20));
    }

    [Fact]
    public void Within_a_day_the_key_decides()
    {
        var one = SweepOrder.Of(Objects, _ => Today, Digest.Of("one"u8));

        Assert.Equal(one, SweepOrder.Of(Objects.Reverse(), _ => Today, Digest.Of("one"u8)));
        Assert.NotEqual(one, SweepOrder.Of(Objects, _ => Today, Digest.Of("two"u8)));
        Assert.Equal(Objects.OrderBy(item => item.Name.ToString()), one.OrderBy(item => item.Name.ToString()));
    }
}
