using Archivist.Replicas.Auditing;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;

namespace Archivist.Tests.Replicas.Auditing;

public sealed class SweepOrderTests
{
    private static readonly StoredObject[] Objects = [.. Enumerable.Range(0, 60).Select(i => new StoredObject(new ObjectName(ObjectKind.Pack, Digest.Of([(byte)i])), 1))];

    [Fact]
    public void What_has_gone_unread_the_longest_comes_first_also_before_what_is_new_and_was_never_read()
    {
        var turns = Objects.Select((item, i) => (item.Name, Turn: (60L - i, i % 2 == 0))).ToDictionary(item => item.Name, item => item.Turn);

        var order = SweepOrder.Of(Objects, name => turns[name], Digest.Of("key"u8));

        Assert.Equal(Objects.Reverse(), order);
    }

    [Fact]
    public void Of_what_was_seen_or_read_in_one_audit_the_unread_comes_first()
    {
        var read = Objects.Where((_, i) => i % 2 == 0).Select(item => item.Name).ToHashSet();

        var order = SweepOrder.Of(Objects, name => (1, read.Contains(name)), Digest.Of("key"u8));

        Assert.All(order.Take(30), item => Assert.DoesNotContain(item.Name, read));
    }

    [Fact]
    public void However_fast_an_archive_grows_every_object_has_its_turn_within_a_period()
    {
        const int Period = 30;
        var turns = new Dictionary<ObjectName, (long Number, bool IsRead)>();
        for (var day = 1; turns.Count < 3000; day++)
        {
            // It grows by a twentieth every day.
            for (var i = 0; i <= turns.Count / 20; i++)
                turns[new ObjectName(ObjectKind.Pack, Digest.Of(BitConverter.GetBytes(day * 100_000 + i)))] = (day, false);
            var order = SweepOrder.Of(turns.Keys.Select(name => new StoredObject(name, 1)), name => turns[name], Digest.Of(BitConverter.GetBytes(day)));
            foreach (var item in order.Take((turns.Count + Period - 1) / Period))
                turns[item.Name] = (day, true);

            Assert.All(turns.Values, turn => Assert.InRange(day - turn.Number, 0, Period));
        }
    }

    [Fact]
    public void Within_an_audit_the_key_decides()
    {
        var one = SweepOrder.Of(Objects, _ => (1, true), Digest.Of("one"u8));

        Assert.Equal(one, SweepOrder.Of(Objects.Reverse(), _ => (1, true), Digest.Of("one"u8)));
        Assert.NotEqual(one, SweepOrder.Of(Objects, _ => (1, true), Digest.Of("two"u8)));
        Assert.Equal(Objects.OrderBy(item => item.Name.ToString()), one.OrderBy(item => item.Name.ToString()));
    }
}
