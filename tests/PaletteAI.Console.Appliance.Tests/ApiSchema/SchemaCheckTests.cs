using System.Text;

namespace PaletteAI.Console.Appliance.Tests.ApiSchema;

/// <summary>The judge itself: what is wrong must be found.</summary>
public sealed class SchemaCheckTests
{
    private const string Cluster = "/v1/edge-mgmt/cluster";

    [Theory]
    [InlineData("""{"spec":{"cloudConfig":{"spec":{"clusterConfig":{},"machinePoolConfig":[{"hosts":[{"hostUid":"a"}]}]}}}}""", "")]
    [InlineData("""{"metadata":{"name":"a","tags":{"env":"lab"}}}""", "")]
    [InlineData("""{"metadata":{"name":1}}""", "body.metadata.name is Number, not string")]
    [InlineData("""{"metadata":{"nam":"a"}}""", "body.metadata.nam is not in the schema")]
    [InlineData("""{"metadata":null}""", "body.metadata is null")]
    [InlineData("""{"metadata":{"creationTimestamp":"yesterday"}}""", "body.metadata.creationTimestamp is String, not string")]
    [InlineData("""{"metadata":{"creationTimestamp":"2026-08-01T12:00:00"}}""", "body.metadata.creationTimestamp is String, not string")]
    [InlineData("""{"metadata":{"labels":{"a":1}}}""", "body.metadata.labels.a is Number, not string")]
    [InlineData("""{"spec":{"cloudConfig":{"spec":{"clusterConfig":{}}}}}""", "body.spec.cloudConfig.spec.machinePoolConfig is missing")]
    [InlineData("""{"spec":{"cloudConfig":{"spec":{"clusterConfig":{},"machinePoolConfig":[{"hosts":[],"machinePoolProperties":{"archType":"riscv"}}]}}}}""", "body.spec.cloudConfig.spec.machinePoolConfig[0].machinePoolProperties.archType is \"riscv\", which is none of the known words")]
    [InlineData("""{"spec":{"cloudConfig":{"spec":{"clusterConfig":{},"machinePoolConfig":[{"hosts":[],"size":3000000000}]}}}}""", "body.spec.cloudConfig.spec.machinePoolConfig[0].size is Number, not integer")]
    [InlineData("[]", "body is Array, not object")]
    [InlineData("{", "body is not JSON")]
    public void A_body_is_judged_by_its_schema(string body, string problem) =>
        AssertOnly(problem, new Exchange("POST", Cluster, "", "application/json; charset=utf-8", Bytes(body), 202, "application/json", Bytes("""{"message":"ok"}""")));

    [Theory]
    [InlineData("GET", "/v1/edge-mgmt/nothing", "", 200, "no such operation")]
    [InlineData("DELETE", "/v1/ping", "", 200, "no such operation")]
    [InlineData("GET", "/v1/ping", "?loud=true", 200, "query loud is not in the reference")]
    [InlineData("POST", "/v1/users/default/token/renewal", "?extendedSession=perhaps", 401, "query extendedSession is String, not boolean")]
    [InlineData("POST", "/v1/edge-mgmt/edgehosts/current/unlink", "", 401, "query peerId is missing")]
    [InlineData("GET", "/v1/edge-mgmt/cluster/details", "", 403, "status 403 is not in the reference")]
    [InlineData("GET", "/v1/edge-mgmt/cluster/details", "", 401, "")]
    [InlineData("POST", "/v1/users/default/login", "", 401, "status 401 is not in the reference")]
    public void Path_query_and_status_are_judged(string method, string path, string query, int status, string problem)
    {
        var body = path.EndsWith("login", StringComparison.Ordinal) ? Bytes("{}") : [];

        AssertOnly(problem, new Exchange(method, path, query, "application/json", body, status, "application/json", Bytes("{}")));
    }

    [Fact]
    public void An_answer_of_another_type_is_no_json() =>
        AssertOnly("the answer's type is \"text/plain\"", new Exchange("GET", "/v1/ping", "", "", [], 200, "text/plain", Bytes("pong")));

    [Fact]
    public void A_form_needs_its_file() =>
        AssertOnly("part uploadFile is missing", new Exchange(
            "POST", "/v1/edge-mgmt/edgehosts/current/actions/upload-clusterconfig", "", "multipart/form-data; boundary=x",
            Bytes("--x\r\nContent-Disposition: form-data; name=signature\r\n\r\ns\r\n--x--"), 201, "application/json", Bytes("{}")));

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static void AssertOnly(string problem, Exchange exchange)
    {
        var found = exchange.Judge(ApiDocument.Reference);
        if (problem.Length == 0)
        {
            Assert.Empty(found);
        }
        else
        {
            Assert.Contains(problem, Assert.Single(found), StringComparison.Ordinal);
        }
    }
}
