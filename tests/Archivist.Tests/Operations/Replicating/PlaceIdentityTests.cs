using Archivist.Operations.Replicating;

namespace Archivist.Tests.Operations.Replicating;

public sealed class PlaceIdentityTests
{
    [Theory]
    [InlineData("s3:https://s3.example.net/alice", "s3:https://S3.Example.NET:443/alice/", true)]
    [InlineData("s3:https://s3.example.net/alice", "s3:s3.example.net/alice", true)]
    [InlineData("s3:https://s3.example.net/alice", "s3:http://s3.example.net/alice", true)]
    [InlineData("s3:https://s3.example.net/alice/deep", "s3:https://alice.s3.example.net/deep", true)]
    [InlineData("s3:https://s3.example.net/alice", "s3:https://alice.s3.example.net/deep", true)]
    [InlineData("s3:http://127.0.0.1:9000/alice", "s3:http://127.0.0.1:9000/alice/deep", true)]
    [InlineData("s3:http://127.0.0.1:9000/alice", "s3:http://127.0.0.1:9001/alice", false)]
    [InlineData("s3:https://s3.example.net/alice", "s3:https://s3.example.net/alicea", false)]
    [InlineData("s3:https://s3.example.net/alice/deep", "s3:https://bob.s3.example.net/deep", false)]
    [InlineData("s3:https://s3.example.net/alice/a", "s3:https://s3.example.net/alice/b", false)]
    public void A_bucket_is_one_place_in_every_spelling(string one, string other, bool isSame)
    {
        Assert.Equal(isSame, PlaceIdentity.IsSame(one, other));
        Assert.Equal(isSame, PlaceIdentity.IsSame(other, one));
    }
}
