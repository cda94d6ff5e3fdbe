using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;

namespace Archivist.TestKit;

/// <summary>What a source holds when its contract is tested: every name is the hash of its content, as in a repository.</summary>
public sealed class ContractObjects
{
    /// <summary>Ten digits, as a pack.</summary>
    public static readonly byte[] Digits = "0123456789"u8.ToArray();

    /// <summary>The configuration.</summary>
    public static readonly byte[] Configuration = "the configuration"u8.ToArray();

    /// <summary>Several megabytes, as a pack.</summary>
    public static readonly byte[] Large = MakeLarge();

    /// <summary>Everything, by name.</summary>
    public static readonly IReadOnlyDictionary<ObjectName, byte[]> All = MakeAll();

    /// <summary>The pack of ten digits.</summary>
    public static ObjectName DigitsName { get; } = Name(ObjectKind.Pack, Digits);

    /// <summary>The empty pack.</summary>
    public static ObjectName EmptyName { get; } = Name(ObjectKind.Pack, []);

    /// <summary>A pack that is not there.</summary>
    public static ObjectName MissingName { get; } = Name(ObjectKind.Pack, "never put"u8.ToArray());

    private ContractObjects()
    {
    }

    /// <summary>The name of an object with that content.</summary>
    public static ObjectName Name(ObjectKind kind, byte[] content) => new(kind, Digest.Of(content));

    /// <summary>Two contents whose names begin with the same three digits.</summary>
    public static (byte[] One, byte[] Other) Alike()
    {
        var seen = new Dictionary<string, byte[]>();
        for (var number = 0; ; number++)
        {
            var content = BitConverter.GetBytes(number);
            var start = Digest.Of(content).ToString()[..3];
            if (seen.TryGetValue(start, out var other))
                return (other, content);
            seen.Add(start, content);
        }
    }

    private static byte[] MakeLarge()
    {
        var bytes = new byte[2_500_000];
        new Random(1).NextBytes(bytes);
        return bytes;
    }

    private static Dictionary<ObjectName, byte[]> MakeAll()
    {
        var (one, other) = Alike();
        var all = new Dictionary<ObjectName, byte[]> { [ObjectName.Configuration] = Configuration };
        // The same digits lie as a pack, an index and a key: only the kind tells their names apart.
        foreach (var kind in new[] { ObjectKind.Pack, ObjectKind.Index, ObjectKind.Key })
            all[Name(kind, Digits)] = Digits;
        foreach (var pack in new[] { [], [7], one, other, Large })
            all[Name(ObjectKind.Pack, pack)] = pack;
        for (var number = 0; number < 12; number++)
        {
            byte[] pack = [(byte)number, 1, 2];
            all[Name(ObjectKind.Pack, pack)] = pack;
        }

        return all;
    }
}
