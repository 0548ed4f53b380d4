package dev.headgate.local.cloud;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.xml.XmlFactory;
import com.fasterxml.jackson.dataformat.xml.XmlMapper;
import com.robothy.netty.initializer.HttpServerInitializer;
import com.robothy.s3.core.service.BucketService;
import com.robothy.s3.core.service.ObjectService;
import com.robothy.s3.core.service.manager.LocalS3Manager;
import com.robothy.s3.core.service.manager.vectors.LocalS3VectorsManager;
import com.robothy.s3.core.service.s3vectors.S3VectorsService;
import com.robothy.s3.rest.handler.LocalS3RouterFactory;
import com.robothy.s3.rest.service.DefaultServiceFactory;
import com.robothy.s3.rest.service.ServiceFactory;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.EventExecutorGroup;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;

/**
 * LocalS3 in this process, in memory. It is put together here, as its own LocalS3 class does, since that one listens on
 * all of the machine's addresses and adds a shutdown hook that cannot be taken back.
 */
final class S3Store implements Store {

    private static final int REQUEST_THREADS = 4;
    private static final long QUIET_MILLIS = 100;
    private static final long CLOSE_MILLIS = 1_000;

    private final EventLoopGroup connections = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventExecutorGroup requests = new DefaultEventExecutorGroup(REQUEST_THREADS);
    private final URI endpoint;

    private S3Store(int port) throws InterruptedException {
        Channel channel = new ServerBootstrap()
                .group(connections)
                .channel(NioServerSocketChannel.class)
                .childHandler(new HttpServerInitializer(requests, LocalS3RouterFactory.create(services())))
                .bind(Ports.address(port))
                .sync()
                .channel();
        endpoint = Ports.uri(((InetSocketAddress) channel.localAddress()).getPort());
    }

    static S3Store start(int port) throws InterruptedException {
        return new S3Store(port);
    }

    private static ServiceFactory services() {
        LocalS3Manager manager = LocalS3Manager.createInMemoryS3Manager();
        BucketService buckets = manager.bucketService();
        ObjectService objects = manager.objectService();
        XmlMapper xml = xmlMapper();
        ServiceFactory services = new DefaultServiceFactory();
        services.register(BucketService.class, () -> buckets);
        services.register(ObjectService.class, () -> objects);
        services.register(XmlMapper.class, () -> xml);
        // Vector buckets, which nobody here asks for: the routes are not made without them.
        S3VectorsService vectors = LocalS3VectorsManager.createInMemory().s3VectorsService();
        ObjectMapper json = new ObjectMapper();
        services.register(S3VectorsService.class, () -> vectors);
        services.register(ObjectMapper.class, () -> json);
        return services;
    }

    private static XmlMapper xmlMapper() {
        XMLInputFactory input = XMLInputFactory.newFactory();
        input.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        input.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        input.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XmlMapper mapper = new XmlMapper(new XmlFactory(input, XMLOutputFactory.newFactory()));
        mapper.configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);
        mapper.findAndRegisterModules();
        return mapper;
    }

    @Override
    public URI endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        // Quiet, since the two still hand each other the last words of the connections that are closed first.
        connections
                .shutdownGracefully(QUIET_MILLIS, CLOSE_MILLIS, TimeUnit.MILLISECONDS)
                .syncUninterruptibly();
        requests.shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS).syncUninterruptibly();
    }
}
