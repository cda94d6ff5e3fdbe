using System.Text;
using System.Text.Json.Nodes;
using Archivist.Platform.FileSystem;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Stores;
using Archivist.Repository.Trees;

namespace Archivist.Tests.Repository;

/// <summary>What later versions of restic write must survive when a folder or a snapshot is rewritten.</summary>
public sealed class UnknownFieldsTests
{
    private const string Windows = """{"nodes":[{"name":"a","type":"file","mode":420,"mtime":"2024-01-02T03:04:05Z","atime":"2024-01-02T03:04:05Z","ctime":"2024-01-02T03:04:05Z","uid":0,"gid":0,"size":1,"generic_attributes":{"windows.creation_time":"AQID","windows.nested":{"x":[1,{"y":null}]}},"content":["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"]}]}""" + "\n";

    [Fact]
    public void A_folder_with_generic_attributes_is_spelled_again_byte_for_byte()
    {
        var nodes = TreeFile.Read(Encoding.UTF8.GetBytes(Windows), default);
        Assert.Equal(Windows, Encoding.UTF8.GetString(TreeFile.Write(nodes).Span));
    }

    [Fact]
    public void Any_unknown_field_of_a_node_keeps_its_value()
    {
        var original = JsonNode.Parse(Windows)!;
        var node = original["nodes"]![0]!.AsObject();
        node["zz \"quoted\" \u00fc"] = new JsonArray(1.50m, "text", false, new JsonObject { ["deep"] = "ü\n" });
        node["future"] = null;
        var again = JsonNode.Parse(TreeFile.Write(TreeFile.Read(Encoding.UTF8.GetBytes(original.ToJsonString()), default)).Span)!;
        Assert.True(JsonNode.DeepEquals(original, again), again.ToJsonString());
    }

    [Fact]
    public void A_node_that_is_changed_keeps_what_is_not_known_of_it()
    {
        var node = Assert.Single(TreeFile.Read(Encoding.UTF8.GetBytes(Windows), default)) with { Size = 7 };
        var again = JsonNode.Parse(TreeFile.Write([node]).Span)!["nodes"]![0]!;
        Assert.Equal(7, (int)again["size"]!);
        Assert.Equal("AQID", (string?)again["generic_attributes"]!["windows.creation_time"]);
    }

    /// <summary>Mode 524708 is 0644 with Go's bit for irregular files; 2^30 is a bit that nothing uses yet.</summary>
    [Theory]
    [InlineData("irregular", 524708, NodeType.Irregular)]
    [InlineData("door", 1 << 30, NodeType.Unknown)]
    [InlineData("", 0, NodeType.Unknown)]
    public void A_type_that_cannot_be_made_again_is_kept_as_it_is(string word, int mode, NodeType type)
    {
        var json = Windows.Replace("\"file\"", $"\"{word}\"", StringComparison.Ordinal).Replace("\"mode\":420,", mode == 0 ? "" : $"\"mode\":{mode},", StringComparison.Ordinal);
        var node = Assert.Single(TreeFile.Read(Encoding.UTF8.GetBytes(json), default));
        Assert.Equal(type, node.Type);
        Assert.Equal(word, node.ForeignType);
        Assert.Equal(json, Encoding.UTF8.GetString(TreeFile.Write([node with { }]).Span));
    }

    [Fact]
    public void The_last_of_two_types_counts_as_for_other_fields()
    {
        var json = Windows.Replace("\"type\":", "\"type\":\"door\",\"type\":", StringComparison.Ordinal);
        Assert.True(Assert.Single(TreeFile.Read(Encoding.UTF8.GetBytes(json), default)) is { Type: NodeType.File, IsRestorable: true });
    }

    [Fact]
    public void Unknown_fields_of_a_snapshot_keep_their_values()
    {
        const string Json = """{"time":"2024-01-02T03:04:05Z","tree":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","paths":["/x"],"tags":["t"],"summary":{"files_new":3,"backup_start":"2024-01-02T03:04:05Z"},"later":[null,"\u00fc"]}""";
        var snapshot = SnapshotFile.Read(Encoding.UTF8.GetBytes(Json), new ObjectName(ObjectKind.Snapshot, default));
        var again = JsonNode.Parse(SnapshotFile.Write(snapshot).Span)!;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Json), again), again.ToJsonString());
    }
}
